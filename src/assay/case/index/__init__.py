"""Full-text search over a case: a rebuildable projection of the evidence, in Tantivy."""
