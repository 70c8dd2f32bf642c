"""Cellular automaton: each pass grows out of the one before by one of Wolfram's rules."""

from clave import *

rule = IntKnob(90, 0, 255, doc="which of the 256 rules")


class Memory(State):
    cells: list[bool] = [place == 8 for place in range(16)]


memory = Memory()


@on_cycle(track="Drums")
def grow(pattern):
    pattern.set(memory.cells, pitch="F#1", velocity=80)
    old = memory.cells
    near = [old[i - 1] * 4 + old[i] * 2 + old[(i + 1) % len(old)] for i in range(len(old))]
    memory.cells = [bool(rule.value >> state & 1) for state in near]


@button
def begin_again():
    """One living cell"""
    memory.cells = [place == 8 for place in range(16)]
