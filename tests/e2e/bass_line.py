"""A bass line of eight notes with a chord, a rest and a tie: as it is typed, as keys of a keyboard, and as it stands in a file."""

KICK = {"1": "C1", "5": "C1", "9": "C1", "13": "C1"}

# Keys of a keyboard that are held together; or what is pressed instead of one.
REST, TIE = "rest", "tie"
LINE = [(36,), (36,), REST, (39,), (36, 43), TIE, (41,), (43,), (46,), (48,)]

# As it stands in a file: a tie makes the chord a step longer than the half step of the others.
BASS = {"1": "C1", "2": "C1", "4": "D#1", "5": {"notes": ["C1", "G1"], "gate": 1.5}, "7": "F1", "8": "G1", "9": "A#1",
        "10": "C2"}

LETTERS = dict(zip(range(36, 49), ["z", "s", "x", "d", "c", "v", "g", "b", "h", "n", "j", "m", "comma"]))
INSTEAD = {REST: "Tab", TIE: "apostrophe"}


def type_bass_line(window):
    """With Step in on, at the first step, the keys where they are at first: from C3 up."""
    window.key("bracketleft", "bracketleft")
    for entry in LINE:
        if entry in INSTEAD:
            window.key(INSTEAD[entry])
            continue
        # A hand: the keys of a chord one after the other, and let go in the same order.
        letters = [LETTERS[key] for key in entry]
        window.xdotool(*(word for letter in letters for word in ("keydown", letter)),
                       *(word for letter in letters for word in ("keyup", letter)))


def on_steps(song, track):
    """The steps that play, of the first pattern of a track (from 1), as the file says them."""
    steps = song["tracks"][track - 1]["patterns"][0].get("steps", {})
    return {number: step for number, step in steps.items() if not isinstance(step, dict) or step.get("on", True)}
