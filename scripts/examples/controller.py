"""A Launchpad X as code: its pads play a scale and glow while held; the button of a row and then a pad launch a scene."""

from clave import *

SCALE = Scale("A", "minor pentatonic")


class Keys(Controller):
    device = "Launchpad X"
    take = True  # the map gets nothing of it meanwhile

    def connected(self):
        self.led("pad[*][*]", "blue_dim")
        self.led("side[*]", "green")

    def on_pad(self, number, velocity, control):
        if not control.startswith("pad"):
            return
        self.led(number, "white" if velocity else "blue_dim")
        if velocity:
            row, column = number // 10, number % 10
            play(SCALE.degree(3 * row + column - 14), velocity, 0.5, track="Lead")

    @RulesChain(Rule("cc 19 1..127"), Rule("note_on $pad 1..127"), within_ms=1000, consume="last")
    def scene(self, pad):
        song.launch(1 + (pad % 10 - 1) % len(song.scenes))
