#pragma once

#include "controllers/map/focus.hpp"
#include "core/engine/command.hpp"
#include "core/engine/snapshot.hpp"
#include "core/model/ranges.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace clave {

/// A number that knobs and pads change and that lights and rings show, by the word that maps use for it. The
/// only place that knows them. Numbers are those that people see (core/model/step_numbers.hpp): a gate in
/// steps, chances and nudges in per cent.
struct Param {
    enum class What : std::uint8_t {
        // Of steps: the held ones, else the one at the cursor.
        Velocity,  ///< "velocity"
        Gate,  ///< "gate"
        Chance,  ///< "chance": of the step
        NoteChance,  ///< "note_chance": of each note
        Retrig,  ///< "retrig": hits
        Nudge,  ///< "nudge"
        Condition,  ///< "condition": a number in conditionChoices()
        Pitch,  ///< "pitch": of the lowest note, its chord goes along
        Lock,  ///< "cc 74", "nrpn 1234", "bend", "pressure", "program"
        // Of a track and its pattern.
        TrackVelocity,  ///< "track.velocity": how loud, per cent
        TrackTranspose,  ///< "track.transpose"
        TrackChannel,  ///< "track.channel", from 1
        PatternSwing,  ///< "pattern.swing"
        PatternLength,  ///< "pattern.length": steps of the window that is played
        // Of the song.
        Tempo,  ///< "tempo"
        Swing,  ///< "swing"
        ChanceAmount,  ///< "chance_amount"
        // Of the scripts.
        ScriptKnob,  ///< "script_knob 0": per cent of its way; which value that is, they know
    };
    What what = What::Velocity;
    clave::Lock lock;  ///< its kind and number; of What::Lock. Of ScriptKnob the number: which, from 0

    [[nodiscard]] constexpr bool isOfSteps() const noexcept { return what <= What::Lock; }
    friend bool operator==(const Param&, const Param&) = default;
};

[[nodiscard]] std::optional<Param> parseParam(std::string_view word) noexcept;
/// Every word, those of locks with an example number.
[[nodiscard]] std::span<const std::string_view> paramWords() noexcept;

/// What conditions a row of pads offers: always, 1:2, 2:2, 1:4 ... fill, first and their opposites.
[[nodiscard]] std::span<const Condition> conditionChoices() noexcept;

[[nodiscard]] RealRange rangeOf(const Param& param) noexcept;
/// What one click of an encoder adds.
[[nodiscard]] double clickOf(const Param& param) noexcept;
/// What pad `index` of a bar of `count` pads stands for; grows with the index.
[[nodiscard]] double barValue(const Param& param, int index, int count) noexcept;

/// The value at a place of a knob's way, from 0 to 1, and the other way round; gates grow by ever more, from
/// an eighth of a step to eight.
[[nodiscard]] double valueAt(const Param& param, double way) noexcept;
[[nodiscard]] double wayOf(const Param& param, double value) noexcept;

/// The steps that an edit is about: those held, else the cursor's if the focus is on its pattern.
[[nodiscard]] std::bitset<128> editedSteps(const Focus& focus, const Snapshot& snapshot) noexcept;
/// The pattern of the focus; null when the slot is empty.
[[nodiscard]] const Pattern* focusedPattern(const Focus& focus, const Snapshot& snapshot) noexcept;

/// Of a step; nothing when it has no note, or no such lock.
[[nodiscard]] std::optional<double> valueOf(const Param& param, const Step& step) noexcept;
/// Of what the focus edits: of the first of several steps. `track`: instead of the focused one. Nothing for
/// what the song does not know: knobs of scripts.
[[nodiscard]] std::optional<double> valueOf(const Param& param, const Focus& focus, const Snapshot& snapshot,
    std::optional<std::size_t> track = std::nullopt) noexcept;

/// Gives a step the value, kept in range; a lock that it does not have is added while there is room.
void setValue(Step& step, const Param& param, double value);
/// The command that sets a number of a track or of the song, kept in range; nothing when there is no such
/// track or nothing changes.
[[nodiscard]] std::optional<CommandWhat> settingOf(
    const Param& param, double value, std::size_t track, const Focus& focus, const Snapshot& snapshot);

}  // namespace clave
