"""Runs the passes over a case: take in, reduce, compare; in local processes or on a cluster.

`examine` is the whole main job. Each pass works on shards, and a shard's result is one file, written whole.
"""
