#pragma once

#include "core/engine/script_exchange.hpp"
#include "core/model/limits.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace clave {

/// What was asked of scripts and what they answered, until it is played.
///
/// A question is asked once; what a step is found to be when it is decided, it stays, so that two players
/// that decide it at different moments agree. All memory is taken at the start.
/// Thread-safe: no. Realtime-safe: yes, except the constructor.
class ScriptTable {
public:
    /// Steps of one track on their way: 160 ms of the fastest a song can have. More are not asked about.
    static constexpr std::size_t kStepsOfTrack = 64;
    /// Notes and locks of scripts that wait for their place.
    static constexpr std::size_t kOwn = 2048;

    /// What became of a question.
    enum class Found : std::uint8_t {
        NotAsked,
        Waiting,
        AsWritten,
        Changed,
        Missed,  ///< no answer when it was decided
    };

    ScriptTable();

    /// False when it is asked already, or never will be.
    [[nodiscard]] bool tryAsk(const ScriptAsk& ask) noexcept;
    /// Takes an answer in. Answers to what nobody asks any more are passed over.
    /// \param earliest before it everything is decided: notes with an earlier place sound there.
    /// \return false when there was no room.
    [[nodiscard]] bool take(const ScriptAnswer& answer, Position earliest) noexcept;

    [[nodiscard]] Found find(const ScriptAsk& due) noexcept;
    /// What to play when find() says Changed.
    [[nodiscard]] const PlayedStep* changed(const ScriptAsk& due) noexcept;
    /// It is decided without an answer, asked or not; one that comes later is passed over.
    void miss(const ScriptAsk& due) noexcept;

    /// Notes and locks with places in [from, to), in order.
    [[nodiscard]] std::span<const ScriptAnswer> ownIn(Position from, Position to) const noexcept;
    /// Everything before `present` has been played, and may be forgotten.
    void forget(Position present) noexcept;
    /// Forgets everything: another start.
    void clear() noexcept;

private:
    struct Entry {
        VoiceId key = 0;
        std::uint64_t mark = 0;
        std::uint64_t serial = 0;
        Position at;
        Found found = Found::NotAsked;
        PlayedStep step;
    };
    struct Row {
        std::uint32_t track = 0;
        std::size_t next = 0;
        Position closed {
            Tick {INT64_MIN / 2 / Position::kUnitsPerTick}};  ///< nothing up to here is asked any more
        std::array<Entry, kStepsOfTrack> entries;
    };

    [[nodiscard]] Row* row(std::uint32_t track) noexcept;
    [[nodiscard]] Row& rowFor(std::uint32_t track) noexcept;
    [[nodiscard]] Entry* entry(std::uint32_t track, VoiceId key) noexcept;

    std::vector<Row> rows_;
    std::size_t nextRow_ = 0;
    Position present_;
    std::vector<ScriptAnswer> own_;  ///< by place
};

}  // namespace clave
