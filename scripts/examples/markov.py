"""Markov chain: learns which note follows which from what you play, then plays on in your manner."""

from clave import *


class Memory(State):
    follows: dict[int, list[int]] = {}
    last: int = -1
    here: int = -1


memory = Memory()


@on_note_in
def learn(message):
    if message.velocity:
        if memory.last >= 0:
            memory.follows.setdefault(memory.last, []).append(message.pitch)
        memory.last = message.pitch


@on_step(track="Bass")
def play_on(step):
    if not step.on or not memory.follows:
        return
    if memory.here not in memory.follows:
        memory.here = step.rng.choice(sorted(memory.follows))
    memory.here = step.rng.choice(memory.follows[memory.here])
    step.pitch = memory.here
