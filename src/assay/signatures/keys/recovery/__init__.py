"""Keys that have left the DNS come back from the mails they signed.

An RSA signature s over an encoded message EM (RFC 8017 section 8.2) satisfies s^e = EM modulo n, so n divides s^e - EM,
and the greatest common divisor of that over two mails is n, times a small cofactor. Only signed headers and `bh=` go
into EM: the body may be broken. Such a key proves that one signer signed the mails it verifies, not who.
"""

from assay.signatures.keys.recovery.group import recover_group
from assay.signatures.keys.recovery.outcome import Bounds, Cluster, Recovery, Step
from assay.signatures.keys.recovery.run import Progress, recover_all
from assay.signatures.keys.recovery.sample import Group, Sample, groups, sample_of
from assay.signatures.keys.recovery.state import RecoveryState

__all__ = [
    "Bounds",
    "Cluster",
    "Group",
    "Progress",
    "Recovery",
    "RecoveryState",
    "Sample",
    "Step",
    "groups",
    "recover_all",
    "recover_group",
    "sample_of",
]
