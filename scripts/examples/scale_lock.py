"""Whatever other scripts and players do, what goes out is in the key; also the notes of live loops."""

from clave import *

root = Choice("A", ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"])
mode = Choice("minor pentatonic", list(SCALES))


@on_note_out(track=("Bass", "Keys", "Lead"), order=90)
def lock(note):
    note.pitch = Scale(root.value, mode.value).snap(note.pitch)


@live_loop("Lead")
def runs():
    for pitch in range(60, 72):
        play(pitch, velocity=80, length=0.2)
        yield 0.25
    yield 1
