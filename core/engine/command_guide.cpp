#include "core/engine/command_json.hpp"
#include "core/engine/command_words.hpp"

#include <fmt/format.h>

namespace clave {
namespace {
/// Puts what each field may be into one cell of a table.
class FieldExplainer {
public:
    [[nodiscard]] const std::string& text() const { return text_; }

    void place(const PatternPlace&)
    {
        add("track", "");
        add("slot", "1 to 128, else 1");
    }
    void track(std::string_view key, std::size_t) { add(key, ""); }
    void index(std::string_view key, std::size_t, std::size_t most)
    {
        add(key, fmt::format("1 to {}", most));
    }
    void mayIndex(std::string_view key, std::size_t, std::size_t most)
    {
        add(key, fmt::format("1 to {}, else 1", most));
    }
    void whole(std::string_view key, auto, Range allowed) { add(key, range(allowed)); }
    void mayWhole(std::string_view key, auto value, Range allowed)
    {
        add(key, fmt::format("{}, else {}", range(allowed), value));
    }
    void flag(std::string_view key, bool) { add(key, "true, false"); }
    void mayFlag(std::string_view key, bool value) { add(key, fmt::format("true, false, else {}", value)); }
    void pitch(std::string_view key, std::uint8_t) { add(key, "a note"); }
    void mayNudge(std::string_view key, std::int16_t) { add(key, "more than -1, less than 1 step, else 0"); }
    void beats(std::string_view key, Tick) { add(key, "quarter notes"); }
    void mayBeats(std::string_view key, Tick) { add(key, "quarter notes, else 0"); }
    template <typename Value>
    void value(std::string_view key, const Value& value)
    {
        add(key, kind(value));
    }
    template <typename Value>
    void mayValue(std::string_view key, const std::optional<Value>& value)
    {
        add(key, std::string(kind(value)) + ", or left out");
    }

private:
    static std::string range(Range allowed)
    {
        return allowed.most >= UINT32_MAX ? fmt::format("{} or more", allowed.least)
                                          : fmt::format("{} to {}", allowed.least, allowed.most);
    }
    void add(std::string_view key, std::string_view allowed)
    {
        text_ += fmt::format("{}`{}`{}{}{}", text_.empty() ? "" : ", ", key, allowed.empty() ? "" : " (",
            allowed, allowed.empty() ? "" : ")");
    }

    static std::string_view kind(const Step&) { return "a step"; }
    static std::string_view kind(const Note&) { return "a note, or an object as of a step with one"; }
    static std::string_view kind(const std::vector<Note>&) { return "notes, as of a step"; }
    static std::string_view kind(const StepTarget&) { return "a lane, see above"; }
    static std::string_view kind(const std::vector<LaneValue>&) { return "a list, see above"; }
    static std::string_view kind(const PatternPtr&) { return "a pattern, or null"; }
    static std::string_view kind(const Track&) { return "a track"; }
    static std::string_view kind(const Scene&) { return "a scene"; }
    static std::string_view kind(const std::vector<ArrangementEntry>&) { return "as `arrangement`"; }
    static std::string_view kind(const Tempo&) { return "20 to 999"; }
    static std::string_view kind(const std::string&) { return "a text"; }
    static std::string_view kind(const Metre&) { return "as `metre`"; }
    static std::string_view kind(const Swing&) { return "as `swing`"; }
    static std::string_view kind(const Scale&) { return "as `scale`"; }
    static std::string_view kind(std::uint64_t) { return "as `seed`"; }
    static std::string_view kind(const Metronome&) { return "as `metronome`"; }
    static std::string_view kind(const std::vector<PortSetup>&) { return "as `ports`"; }
    static std::string_view kind(const std::vector<Groove>&) { return "as `grooves`"; }
    static std::string_view kind(const std::vector<ScriptRef>&) { return "as `scripts`"; }
    static std::string_view kind(const SongPtr&) { return "a song"; }
    static std::string_view kind(const std::optional<DocumentId>&) { return "which of the open songs it is"; }
    static std::string_view kind(const std::optional<LaunchAt>&)
    {
        return "\"now\", \"step\", \"beat\", \"bar\", \"pattern end\", \"scene end\"";
    }
    static std::string_view kind(LiveMute) { return "\"as saved\", \"muted\", \"sounding\""; }
    static std::string_view kind(const Recording&)
    {
        return "an object of `on`, `mode` \"overdub\" or \"replace\", `strength` 0 to 100, `input_latency` "
               "in ms";
    }
    static std::string_view kind(const std::vector<SetHooks::Hook>&)
    {
        return "a list of objects of `trackId` and `silent_when_late`";
    }
    static std::string_view kind(const EntryOptions&)
    {
        return "an object of `advance` 1 to 16, `at_end` \"wrap\", \"stop\" or \"grow\", `velocity` 1 to "
               "127, "
               "`gate`, `audition`";
    }

    std::string text_;
};

constexpr std::string_view kIntroduction = R"(# Commands

Everything that changes the song or its playing is one of these commands, whoever asks: the window, pads, scripts, OSC. As
JSON a command is an object with its name and its fields:

```json
{"do": "switch_step", "track": 1, "slot": 1, "step": 5, "on": true}
```

Tracks, slots (patterns), steps and scenes count from 1. A track is given by its number (`"track": 2`), its name where only one
has it (`"track": "Bass"`) or its id (`"trackId": 7`). Values are written as in the song file, see `core/io/README.md`.

A **lane** is one attribute of a pattern's steps: `on`, `pitch`, `velocity`, `gate`, `note chance`, `chance`, `nudge`, `condition`,
`retrig`, or a lock: `cc 74`, `cc14 1`, `nrpn 300`, `program`, `bend`, `pressure`. Its values are, a step each: a number as in
the song file (`on`: 0 is off; a pitch moves the whole chord and does not switch the step on), a text as typed in the window
(`"C4 E4"`, `"+=2"`, `"tie"`, `"1:4"`, `"off"`), or null, which leaves the step as it is.

This page is written from the program's own table; a test compares them and writes it anew with `CLAVE_WRITE_GUIDE=1`.
)";

template <typename Commands>
void addTable(std::string& guide, std::string_view title, const Commands& commands)
{
    guide += fmt::format("\n## {}\n\n| command | fields | what it does |\n| --- | --- | --- |\n", title);
    const auto addRow = [&](const auto& one) {
        FieldExplainer fields;
        typename std::decay_t<decltype(one)>::Type command {};
        one.fields(fields, command);
        guide += fmt::format("| `{}` | {} | {} |\n", one.name, fields.text(), one.help);
    };
    std::apply([&](const auto&... one) { (addRow(one), ...); }, commands);
}
}  // namespace

std::string commandGuide()
{
    std::string guide(kIntroduction);
    addTable(guide, "The song", kSongCommands);
    addTable(guide, "Entering step by step", kEntryCommands);
    addTable(guide, "Playing", kPerformanceCommands);
    return guide;
}

}  // namespace clave
