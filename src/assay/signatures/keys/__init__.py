"""Signers' public keys: records, files they come in, the store of the case, recovery from the corpus, fetching."""
