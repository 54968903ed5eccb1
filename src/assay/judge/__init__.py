"""From findings to a verdict: the rules of the design, and the paragraph that explains them."""
