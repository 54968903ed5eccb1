"""The nouns: frozen types for items, places, findings, verdicts and keys, and the exceptions.

Everything here is a frozen `msgspec.Struct` or an enum: nothing that travels is mutated.
Strings that come out of a dump are untrusted; fields that hold them say so.
"""
