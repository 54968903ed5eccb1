"""Code that looks at one item, with what the corpus knows of it, and says what speaks for it and against it.

One examiner a file, each behind `interface.Examiner`; `registry.EXAMINERS` lists them. Every code of a finding has its
page under docs/findings.
"""
