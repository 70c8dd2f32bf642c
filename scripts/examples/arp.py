"""Arpeggiator: plays the keys that are held, in sixteenths, once the first one was pressed."""

from clave import *

mode = Choice("up", ["up", "down", "up and down", "random"])


class Memory(State):
    held: set[int] = set()


memory = Memory()


@on_note_in
def keys(message):
    if message.velocity:
        memory.held.add(message.pitch)
    else:
        memory.held.discard(message.pitch)


@on_step(track="Lead")
def play_held(step):
    if not memory.held:
        return False
    notes = arpeggio(sorted(memory.held), mode.value)
    place = step.rng.randint(0, 99) if mode.value == "random" else step.count
    return Note(notes[place % len(notes)], velocity=110 if step.index % 4 == 0 else 85, gate=0.4)
