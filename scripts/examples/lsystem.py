"""L-system melody: F plays, + and - walk in the scale, [ and ] remember a place and go back to it."""

from clave import *

AXIOM, RULES, DEPTH = "F", {"F": "F+F[-F]+F"}, 2
KEY = Scale("D", "dorian")


def grown(text, depth):
    for _ in range(depth):
        text = "".join(RULES.get(letter, letter) for letter in text)
    return text


@live_loop("Lead")
def melody():
    degree = 0
    places: list[int] = []
    for letter in grown(AXIOM, DEPTH):
        if letter == "F":
            play(KEY.degree(degree), velocity=80 + 5 * len(places), length=0.2)
            yield 0.25
        elif letter == "[":
            places.append(degree)
        elif letter == "]":
            degree = places.pop()
        else:
            degree += 1 if letter == "+" else -1
