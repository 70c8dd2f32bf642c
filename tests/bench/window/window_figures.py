#!/usr/bin/python3
"""Figures of the window at 1280x800 on a display without a screen: start to the first frame, input to visible change, share of
a core at rest and while playing, and the jitter of its notes on JACK while it is painted, resized and dragged at full speed,
beside that without a window. Prints medians; no figure makes it fail.

CLAVE, CLAVE_JACK_TAKE and CLAVE_SOURCE_DIR as for tests/e2e; words choose: start input rest playing jitter."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../e2e"))
from jack_recorder import Server  # noqa: E402
from support import clave, make_song  # noqa: E402
from window import Display, Window, need_display  # noqa: E402
from x_hands import Hands  # noqa: E402

SIZE = (1280, 800)
BPM, BARS, CHANNEL, TAKES = 133.37, 10, 1, 4


def open_window(display, *words, env=None):
    home = tempfile.mkdtemp(dir=os.getcwd())
    return Window(display, *words, env={"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, **(env or {})}, size=SIZE)


def spread(values, unit, scale):
    values = sorted(scale * value for value in values)
    print(f"median {statistics.median(values):.1f} {unit}, least {values[0]:.1f}, most {values[-1]:.1f}, of {len(values)}")


def start(display):
    """The first one warms the caches and does not count."""
    times = []
    for _ in range(10):
        window = open_window(display, "--out", "none")
        times.append(window.first_frame)
        window.close()
    print("start to first frame: ", end="")
    spread(times[1:], "ms", 1000)


def input_to_change(display):
    """A cell is switched on and off; how long until it looks so."""
    for playing in (False, True):
        window = open_window(display, make_song("input.clave"), "--loop", "--out", "none")
        if not playing:
            window.key("space")
            window.wait_for(lambda state: not state["playing"])
        hands = Hands(window.env["DISPLAY"], window.id)
        x, y, width, height = window.wait_for_rect("cell.2.7")
        hands.move(x + width / 3, y + height / 2)
        time.sleep(0.5)
        times = []
        for _ in range(40):
            # Where velocity fills the cell; not where the outline of the playhead runs.
            spot = (x + width * 0.5, y + height * 0.75)
            before = hands.pixel(*spot)
            hands.button(True)
            hands.button(False)
            taken = hands.until_changed(*spot, before)
            if taken is not None:
                times.append(taken)
            time.sleep(0.237)
        hands.close()
        window.close()
        print(f"input to visible change, {'playing' if playing else 'stopped'}: ", end="")
        spread(times, "ms", 1000)


def load_of(window, seconds=4, takes=5):
    shares, frames = [], []
    for _ in range(takes):
        cpu, begun, drawn = window.cpu_seconds(), time.monotonic(), window.state()["frames"]
        time.sleep(seconds)
        shares.append((window.cpu_seconds() - cpu) / (time.monotonic() - begun))
        frames.append((window.state()["frames"] - drawn) / seconds)
    spread(shares, "%", 100)
    print(f"    {statistics.median(frames):.1f} frames a second")


def rest(display):
    window = open_window(display, "--out", "none")
    window.wait_for(lambda state: state["playing"])
    window.key("space")
    window.wait_for(lambda state: not state["playing"])
    window.xdotool("mousemove", "1590", "1190")
    time.sleep(2)
    print("at rest, share of a core: ", end="")
    load_of(window)
    window.close()


def playing(display):
    window = open_window(display, "--loop", "--tempo", "120", "--out", "none")
    window.wait_for(lambda state: state["playing"])
    window.xdotool("mousemove", "1590", "1190")
    time.sleep(2)
    print("playing the demo at 120 bpm, share of a core: ", end="")
    load_of(window)
    window.close()


def take(server, play):
    """What is heard of the sixteenths, of the first take in which JACK itself was on time; else of the last."""
    for _ in range(TAKES):
        on_time, words = take_once(server, play)
        if on_time:
            break
    return words


def take_once(server, play):
    words = [os.environ["CLAVE_JACK_TAKE"], "--inputs", "1", "--wait", "10", "--seconds", "60", "--quiet", "1.5",
             "--bpm", str(BPM), "--grid", "0", "--cycle", "0.25", "--channel", str(CHANNEL)]
    with subprocess.Popen(words, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as listening:
        if listening.stderr.readline() != "ready\n":
            raise SystemExit("jackd does not run here")
        drawn = play()
        heard = json.loads(listening.communicate(timeout=90)[0])
    one, rate = heard["inputs"][0], heard["rate"]
    fit = one["fit"]
    words = (f"{fit['onsets']} notes, p50 {fit['p50'] * 1e6 / rate:.1f} us, p99 {fit['p99'] * 1e6 / rate:.1f} us, worst "
            f"{fit['worst'] * 1e6 / rate:.1f} us, spread {fit['spread']:.2f} frames; stuck {one['sounding']}, orphans "
            f"{one['orphans']}, doubled {one['doubled']}; xruns {len(heard['xruns'])}, cycles missed {heard['missed']}; {drawn}")
    return not heard["xruns"] and not heard["missed"], words


def headless(server, song):
    done = clave("play", song, "--out", "take:in-1", "--midi-api", "jack", "--bars", str(BARS), env=server.environment)
    assert done.returncode == 0, done.stderr
    return "no window"


def shaken(display, server, song):
    """Paints to and fro over a track, and moves and resizes the window meanwhile."""
    window = open_window(display, song, "--out", "take:in-1", "--midi-api", "jack", "--bars", str(BARS),
                         env={"JACK_DEFAULT_SERVER": server.environment["JACK_DEFAULT_SERVER"]})
    hands, count, down, state = Hands(window.env["DISPLAY"], window.id), 0, False, window.state()
    while window.process.poll() is None:
        count += 1
        state = window.state() or state
        if count % 20 == 0:
            hands.place(count % 160, count % 90, SIZE[0] - count % 300, SIZE[1] - count % 200)
        if count % 32 == 0:
            hands.button(down := not down)
        column = 1 + abs(count % 30 - 15)
        x, y, width, height = state["rects"].get(f"cell.4.{column}", (400, 200, 4, 4))
        hands.move(count % 160 + x + width / 2, count % 90 + y + height / 2)
        time.sleep(0.004)
    hands.button(False)
    hands.close()
    window.close()
    return f"{state['frames']} frames, {count} moves of the mouse, last undone would be \"{state['undo']}\""


def jitter(display):
    server = Server()
    # What is measured lies below the lowest row that is shown, so that no stroke gone astray changes it.
    tracks = [{"name": f"Painted {i}", "channel": 2, "patterns": [{"steps": {}}]} for i in range(1, 12)]
    tracks.append({"name": "Pulse", "channel": CHANNEL, "patterns": [{"steps": {str(i): "C2" for i in range(1, 17)}}]})
    song = make_song("jitter.clave", tempo=BPM, tracks=tracks, scenes=[{"name": "A", "slots": [1] * len(tracks)}])
    try:
        for _ in range(2):
            print("jitter headless: " + take(server, lambda: headless(server, song)))
            print("jitter shaken:   " + take(server, lambda: shaken(display, server, song)))
    finally:
        server.close()


def main():
    parts = {"start": start, "input": input_to_change, "rest": rest, "playing": playing, "jitter": jitter}
    display = Display()
    try:
        for name in sys.argv[1:] or parts:
            parts[name](display)
    finally:
        display.close()


if __name__ == "__main__":
    need_display()
    main()
