"""Undoes innocent changes, one after the other, until a signature holds: lists, gateways and exports make them."""
