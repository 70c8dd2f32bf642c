#pragma once

#include <string_view>

namespace clave::test {

/// A small song, as one writes it by hand, in which every key of the format is used.
inline constexpr std::string_view kRichSong = R"({
  "clave": 1,
  "name": "Rich \"ä\"",
  "tempo": 133.37,
  "metre": "7/8",
  "swing": {"percent": 62, "interval": "1/16"},
  "scale": "F# minor pentatonic",
  "seed": 18446744073709551615,
  "chance": 90,
  "metronome": {"on": true, "countIn": 2, "port": "bass", "channel": 9, "accent": "C4", "note": 61, "velocity": 7},
  "ports": [{"name": "bass", "match": "Mini", "offset": -3.5, "clock": true, "clockOffset": 2.5, "programLead": 12}],
  "grooves": [{"name": "late", "points": [0, 0.1, {"shift": -0.05, "velocity": 1.1, "gate": 0.9}]}],
  "tracks": [
    {
      "id": 4, "name": "Bass", "port": "bass", "channel": 16, "transpose": -12, "transposeAfter": 7,
      "scaleLock": true, "mute": true, "solo": true, "muteStyle": "let ring", "editLock": true,
      "velocityScale": 150, "color": 3,
      "patterns": [
        null,
        {
          "name": "A", "length": 12, "first": 2, "last": 11, "rate": "1/2x.", "direction": "ends once",
          "sync": "free", "swing": 55.5, "groove": "late",
          "loops": {"pitch": {"first": 1, "length": 5}, "velocity": {"first": 3, "length": 2},
                    "gate": {"length": 3}, "chance": {"length": 4}, "locks": {"first": 12, "length": 1}},
          "program": 128, "bank": 300, "color": 8,
          "steps": {
            "1": "C1",
            "2": ["C3", {"note": "E3", "velocity": 1, "gate": "tied", "chance": 33}, 67],
            "3": {"notes": ["A2", "=60 + cycle"], "velocity": 90, "gate": "infinite", "slide": true},
            "4": {"note": ["=root", "D3"], "velocity": "=100 - cycle", "chance": ["=50", 25], "nudge": -0.25},
            "5": {"on": false, "note": "Bb-1", "gate": 1.5, "condition": "2:3", "retrig": {"count": 3}},
            "6": {"condition": {"fill": true, "first": false, "pre": true, "neighbor": false, "cycle": [1, 0, 1]},
                  "retrig": {"rate": "1/24", "length": 2, "ramp": -40}},
            "7": {"on": "=cycle % 2", "note": "C3", "retrig": {"rate": "1/80", "length": "infinite"}},
            "8": {"locks": [{"cc": 74, "value": 12}, {"cc14": 1, "value": 9000}, {"nrpn": 1024, "value": "=3"},
                            {"program": 5, "bank": 2}, {"bend": -200}, {"pressure": ["=40", 41]}]}
          }
        }
      ]
    },
    {"name": "Drums", "channel": 10, "patterns": [{"length": 1, "steps": {"1": {"note": "C1", "velocity": 120}}}]}
  ],
  "scenes": [
    {"name": "one", "slots": [2, 1], "bars": 3, "metre": "3/4", "tempo": 60.25, "launch": "pattern end", "color": 1},
    {"slots": [null, "keep"]}
  ],
  "arrangement": [{"scene": 2, "repeats": 4}, {"scene": 1}],
  "scripts": [{"path": "lead.py", "knobs": {"density": 0.5, "depth": 3}},
    {"path": "off.py", "enabled": false, "track": 4, "arguments": {"deep": {"list": [1, 1.50, "x"]}}, "state": "kept"}]
}
)";

}  // namespace clave::test
