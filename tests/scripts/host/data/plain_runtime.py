"""As little of a Runtime as the tests of the host need: a script has functions step_1, step_2 … for tracks 1, 2 …,
`cycle()` for each slice, `press()` and `ready()`, called when there is one."""

import json
import sys
import types

import _clave


here = None


class Runtime:
    def __init__(self) -> None:
        global here
        here = self
        self.scripts = {}
        self.playing = False

    def call(self, script, hook, track, *values):
        function = getattr(self.scripts.get(script), hook, None)
        if function is None:
            return None
        _clave.begin_call(script, hook, track)
        try:
            return function(*values)
        except BaseException as error:
            self.tell(script, hook, error)
        finally:
            _clave.end_call()

    def tell(self, script, hook, error):
        trace, line = error.__traceback__, 0
        while trace:
            if trace.tb_frame.f_code.co_filename == getattr(self.scripts.get(script), "__file__", ""):
                line = trace.tb_lineno
            trace = trace.tb_next
        _clave.send("error", json.dumps({"script": script, "hook": hook, "type": type(error).__name__, "message": str(error),
                                         "line": line}))

    def message(self, kind, text):
        value = json.loads(text) if text else None
        if kind == "load":
            self.load(value)
        elif kind == "press":
            self.call(value["script"], "press", 0)
        elif kind == "eval":
            _clave.send("reply", json.dumps({"id": value["id"], "ok": True, "text": repr(eval(value["text"], globals()))}))
        elif kind == "pattern":
            self.pattern = value

    def load(self, load):
        module = types.ModuleType(load["script"])
        module.__file__ = load["path"]
        module.knobs, module.state = load["knobs"], load["state"]
        _clave.begin_call(load["script"], "load", 0, True)
        try:
            exec(compile(load["text"], load["path"], "exec"), module.__dict__)
            self.scripts[load["script"]] = module
            _clave.send("loaded", json.dumps({"script": load["script"], "ok": True, "ms": 0}))
        except BaseException as error:
            self.tell(load["script"], "load", error)
        finally:
            _clave.end_call()
        _clave.send("modules", json.dumps(sorted({"json"} | ({"numpy"} & set(sys.modules)))))

    def start(self, at, run, tempo, scene, bar_origin, bars_before, beats, unit):
        self.playing = True

    def stop(self, at):
        self.playing = False

    def step(self, track, slot, index, pass_, occurrence, count, at, length):
        result = None
        for script in list(self.scripts):
            result = self.call(script, f"step_{track}", track, index) or result
        return result

    def slice(self, until, tempo, scene, bar_origin, bars_before, beats, unit):
        for script in list(self.scripts):
            self.call(script, "cycle", 0, until)

    def missed(self, track, key):
        pass

    def idle(self):
        pass
