"""Philox4x32-10 and the keyed uniform in plain Python, written from the paper and not from our code."""

from __future__ import annotations

WORD = 2**32


def philox(counter: tuple[int, ...], key: tuple[int, ...], rounds: int = 10) -> tuple[int, ...]:
    """Salmon et al. (2011): each round multiplies, swaps and mixes in the key, which then grows."""
    c, k = list(counter), list(key)
    for _ in range(rounds):
        high0, low0 = divmod(0xD2511F53 * c[0], WORD)
        high1, low1 = divmod(0xCD9E8D57 * c[2], WORD)
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
        k = [(k[0] + 0x9E3779B9) % WORD, (k[1] + 0xBB67AE85) % WORD]
    return tuple(c)


def uniform_pair(
    seed: int, replication: int, stream: int, n: int, visit: int, attempt: int
) -> tuple[float, float]:
    """(k + 1/2) / 2**52 with k the first 52 of 64 bits, once for each half of the block."""
    high, low = divmod(stream, WORD)
    words = philox((n, visit * 2**16 + attempt, low, high), (seed, replication))
    first, second = words[0] * WORD + words[1], words[2] * WORD + words[3]
    return (first // 2**12 + 0.5) / 2**52, (second // 2**12 + 0.5) / 2**52
