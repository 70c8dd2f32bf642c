#pragma once

#include "app/scripts/ghosts_view.hpp"
#include "app/scripts/scripts_view.hpp"
#include "core/base/result.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clave {

/// What a face sees and asks of the scripts. Nothing here waits for Python. Thread-safe: yes, all.
/// Realtime-safe: no.
class ScriptFace {
public:
    static constexpr Nanoseconds kTimeToKeep = std::chrono::milliseconds {300};

    ScriptFace() = default;
    virtual ~ScriptFace() = default;
    ScriptFace(const ScriptFace&) = delete;
    ScriptFace& operator=(const ScriptFace&) = delete;
    ScriptFace(ScriptFace&&) = delete;
    ScriptFace& operator=(ScriptFace&&) = delete;

    /// Another pointer once something has changed; never null.
    [[nodiscard]] virtual ScriptsViewPtr views() const = 0;
    /// What scripts made of each step when it came last; another pointer once that is another, never null.
    /// Worked out for who asks again and again.
    [[nodiscard]] virtual GhostsViewPtr ghosts() const = 0;
    /// Sentences for a person, since the last call.
    [[nodiscard]] virtual std::vector<std::string> takeNews() = 0;

    /// Keeps a text that is not saved beside its file, for the next start; nothing: not any more.
    virtual void keepDraft(const std::string& file, std::optional<std::string> text) = 0;

    // `script` is ScriptView::name; one that there is none of is passed over.
    /// Makes a file one of the song's scripts; a person who does so trusts it. Undo takes it out again.
    virtual void add(std::string path) = 0;
    /// Takes it out of the song; its file stays. Undo puts it back.
    virtual void remove(const std::string& script) = 0;
    /// Loads it anew, also when its file has not changed.
    virtual void reload(const std::string& script) = 0;
    /// Switches it off or on; part of the song, so undo takes it back.
    virtual void enable(const std::string& script, bool on) = 0;
    /// Runs what was switched off for its faults once more.
    virtual void unbench(const std::string& script) = 0;
    /// A person lets a script run that came with the song. \param script empty: all that ask.
    virtual void trust(const std::string& script) = 0;

    /// What its file holds now. Fails when it cannot be read, or is no UTF-8.
    [[nodiscard]] virtual Result<std::string> text(const std::string& script) const = 0;
    /// Saves its file as a whole and loads it at the next step. Fails when it cannot be written; then the
    /// file is as it was.
    [[nodiscard]] virtual Result<void> setText(const std::string& script, std::string text) = 0;

    /// Turns a knob; kept with the song, and undone with it. \param value as in ScriptControlView.
    virtual void knob(const std::string& script, const std::string& knob, double value) = 0;
    /// The same for a hand that holds it: all turns of a gesture are one step of undo.
    virtual void drag(
        const std::string& script, const std::string& knob, double value, std::uint64_t gesture) = 0;
    /// A hand that stops halfway: what it has turned by that gesture is as before, unless something else was
    /// done since.
    virtual void takeBack(std::uint64_t gesture) = 0;
    virtual void press(const std::string& script, const std::string& button) = 0;

    /// Returns when what scripts hold by now, knobs that they turned themselves and what they remember, is
    /// part of the song; after kTimeToKeep at the latest. For who is about to save it: one thread at a time.
    virtual void keepInSong() = 0;

    /// Runs what was typed in a script's namespace, or in the shared one when `script` is empty.
    /// \return what ScriptsView::console will call it.
    virtual std::uint64_t evaluate(const std::string& script, std::string text) = 0;
    /// \param cursor in bytes. \return what ScriptsView::completion will call it.
    virtual std::uint64_t complete(const std::string& script, std::string text, std::size_t cursor) = 0;
};

}  // namespace clave
