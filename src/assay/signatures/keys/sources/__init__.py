"""Key files: what people hand over with `--keys`. One format a module, recognised by content, never by name."""

from assay.signatures.keys.sources.interface import KeyFile, Problem
from assay.signatures.keys.sources.read import load_key_file, read_key_file, read_keys

__all__ = ["KeyFile", "Problem", "load_key_file", "read_key_file", "read_keys"]
