"""DKIM, DomainKeys and ARC: what each signature covers, whether it holds, and what broke where it doesn't.

`measure` needs no keys: it says which header instances and which bytes of the body a signature covers and computes
what the key has to confirm. `check` asks the keys. `repair` looks for the innocent change that explains a failure.
"""
