#pragma once

#include "core/engine/session.hpp"
#include "core/midi/names.hpp"

#include "tests/support/builders.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace clave::test {

/// Somebody at the keys with Step in on: a song of one pattern, and what they do to it.
class Typist {
public:
    explicit Typist(const Pattern& pattern) : session(songOf({pattern})) { send(SetStepIn {true}); }

    /// Anything that is expected to be done.
    Typist& send(CommandWhat what)
    {
        const auto done = session.apply({std::move(what), "test"});
        REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
        return *this;
    }
    Typist& down(int key, int velocity = 100)
    {
        return send(EnterKeyDown {static_cast<std::uint8_t>(key), static_cast<std::uint8_t>(velocity)});
    }
    Typist& up(int key) { return send(EnterKeyUp {static_cast<std::uint8_t>(key)}); }
    Typist& play(std::initializer_list<int> keys)
    {
        for (const int key : keys)
            down(key);
        for (const int key : keys)
            up(key);
        return *this;
    }
    Typist& rest() { return send(EnterRest {}); }
    Typist& tie() { return send(EnterTie {}); }
    Typist& skip() { return send(EnterSkip {}); }
    Typist& back() { return send(EnterBack {}); }
    Typist& go(std::size_t step)
    {
        return send(SetCursor {{session.performance().entry.cursor.pattern, step}});
    }
    template <typename Change>
    Typist& set(Change change)
    {
        auto options = session.performance().entry.options;
        change(options);
        return send(SetEntryOptions {options});
    }
    /// What is said to something that is expected to be refused.
    std::string refusal(CommandWhat what)
    {
        const auto done = session.apply({std::move(what), "test"});
        return done ? "" : done.error().message;
    }

    [[nodiscard]] std::size_t at() const { return session.performance().entry.cursor.step; }
    [[nodiscard]] const Pattern& pattern() const
    {
        const auto& place = session.performance().entry.cursor.pattern;
        return *session.song()->tracks.at(place.track)->slots.at(place.slot);
    }
    [[nodiscard]] const Step& step(std::size_t index) const { return pattern().steps.at(index); }
    /// The steps as a line: `-` is off, `C3+E3` a chord, `C3*1.5` a note of one and a half steps.
    [[nodiscard]] std::string text() const
    {
        std::string line;
        for (const Step& step : pattern().steps) {
            std::string word;
            for (const Note& note : step.notes) {
                word += (word.empty() ? "" : "+") + noteName(note.pitch);
                if (note.gate != Gate {})
                    word += fmt::format("*{:g}", note.gate.length() / double {Gate::kStep});
            }
            line += (line.empty() ? "" : " ") + (step.on ? word : "-");
        }
        return line;
    }

    Session session;
};

}  // namespace clave::test
