#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// Where a script went wrong, as its line shows it. Lines and columns count from 1; 0: not known.
struct ScriptErrorView {
    std::string phase;  ///< when: "load", "step", "loop", "call" ...
    std::string type;  ///< Python's: "ZeroDivisionError"
    std::string message;
    std::string hook;  ///< the function; empty: none
    std::uint32_t track = 0;  ///< id of the track it was called for; 0: none
    std::uint64_t count = 1;  ///< how often in a row
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t endColumn = 0;  ///< the first one behind it, on the same line
    std::string text;  ///< the line, as it was when it ran

    friend bool operator==(const ScriptErrorView&, const ScriptErrorView&) = default;
};

/// As one sentence: "euclid.py:12: ZeroDivisionError in fill: division by zero (3 times)."
[[nodiscard]] std::string sentence(const ScriptErrorView& error);
/// The same of a formula: "track 2, pattern 1, step 5: pitch (=60 + x): name 'x' is not defined."
[[nodiscard]] std::string formulaSentence(
    const std::string& where, const std::string& formula, const std::string& message);
/// "euclid.fill is switched off: failed 3 times." \param hook may be empty.
[[nodiscard]] std::string benchedSentence(
    const std::string& script, const std::string& hook, const std::string& reason);

/// Something of a script that a hand can turn or press.
struct ScriptControlView {
    enum class Kind : std::uint8_t { Knob, Int, Toggle, Choice, Button };

    std::string name;
    Kind kind = Kind::Knob;
    double value = 0.0;  ///< of a toggle 0 or 1, of a choice its index
    double low = 0.0;
    double high = 1.0;
    double initial = 0.0;  ///< what it is without a hand, for putting it back
    std::vector<std::string> choices;
    std::string doc;  ///< what it does, for a person

    friend bool operator==(const ScriptControlView&, const ScriptControlView&) = default;
};

/// A track that a script plays on, and how often its answers came too late there.
struct ScriptTrackView {
    std::uint32_t id = 0;
    std::uint64_t misses = 0;

    friend bool operator==(const ScriptTrackView&, const ScriptTrackView&) = default;
};

/// One script of the song.
struct ScriptView {
    enum class State : std::uint8_t {
        Waiting,  ///< not loaded yet
        Running,
        Failed,  ///< what was saved last does not load; if an older version did, that one plays on
        Benched,  ///< switched off for its faults; `reason` says which
        AsksTrust,  ///< came with the song from elsewhere: runs when a person says so
        Missing,  ///< there is no such file
        Off,  ///< the song has it switched off, or there is no Python
    };

    std::string name;  ///< unique in the song; what asks name
    std::string path;  ///< as the song has it
    std::string file;  ///< where it was found; empty: nowhere
    State state = State::Waiting;
    std::string reason;  ///< of Benched, Missing and Off, as a sentence; else empty
    std::vector<ScriptTrackView> tracks;  ///< that it plays on, by id
    std::uint64_t misses = 0;  ///< answers that came too late, on all of them
    double loadMs = 0.0;  ///< how long the newest load took
    std::uint32_t loads = 0;  ///< how often it was loaded
    std::uint64_t textNumber = 0;  ///< grows whenever its text is another: time to look at ScriptFace::text()
    std::optional<ScriptErrorView> error;  ///< the newest one, until it runs without
    std::vector<ScriptControlView> controls;  ///< in the order of its text

    friend bool operator==(const ScriptView&, const ScriptView&) = default;
};

/// A line that a script has printed, or that is about one.
struct ScriptLogLine {
    std::uint64_t number = 0;  ///< grows by one with each
    std::string script;  ///< empty: about none
    std::string text;
    bool isError = false;

    friend bool operator==(const ScriptLogLine&, const ScriptLogLine&) = default;
};

/// What was typed, and what came of it.
struct ConsoleEntry {
    std::uint64_t id = 0;  ///< as ScriptFace::evaluate() gave it
    std::string script;  ///< in whose namespace; empty: the shared one
    std::string asked;
    std::string answer;  ///< several lines; empty: nothing to say
    bool isDone = false;
    bool isOk = true;

    friend bool operator==(const ConsoleEntry&, const ConsoleEntry&) = default;
};

/// What could stand where a text goes on.
struct CompletionView {
    std::uint64_t id = 0;  ///< as ScriptFace::complete() gave it; 0: none was asked for
    std::vector<std::string> words;  ///< whole, in place of the text's bytes [start, cursor)
    std::size_t start = 0;

    friend bool operator==(const CompletionView&, const CompletionView&) = default;
};

/// All that a face shows of the scripts of a song.
struct ScriptsView {
    static constexpr std::size_t kMostLog = 500;
    static constexpr std::size_t kMostConsole = 200;

    std::vector<ScriptView> scripts;  ///< in the song's order
    std::vector<ScriptLogLine> log;  ///< the last kMostLog, oldest first
    std::vector<ConsoleEntry> console;  ///< the last kMostConsole, oldest first
    CompletionView completion;  ///< the newest one
    std::string python;  ///< "3.11.2"; empty: not there, or not yet
    std::string trouble;  ///< why scripts do not run, as one sentence; empty: they can
    std::uint32_t restarts = 0;  ///< of the process that runs them
    std::string stuck;  ///< where it hung the last time: "euclid.py:12"; empty: never
    std::uint64_t misses = 0;

    /// Scripts that came with the song from elsewhere and wait for a person's word.
    [[nodiscard]] bool asksTrust() const noexcept
    {
        for (const ScriptView& script : scripts) {
            if (script.state == ScriptView::State::AsksTrust)
                return true;
        }
        return false;
    }

    friend bool operator==(const ScriptsView&, const ScriptsView&) = default;
};

using ScriptsViewPtr = std::shared_ptr<const ScriptsView>;

}  // namespace clave
