#pragma once

#include "core/engine/script_exchange.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace clave {

/// The asks that a process has not dealt with: what its successor gets.
/// Thread-safe: no. Realtime-safe: no.
class Unanswered {
public:
    /// \param number how many asks the process was sent, this one included
    void add(const ScriptAsk& ask, std::uint64_t number)
    {
        if (ask.what == ScriptAsk::What::Start || ask.what == ScriptAsk::What::Stop)
            asks_.clear();
        if (ask.what == ScriptAsk::What::Step || ask.what == ScriptAsk::What::Slice)
            asks_.push_back({number, ask});
    }
    /// The step has been answered. Answers come in the order of the asks, so it is one of the first.
    void answered(std::uint32_t track, VoiceId key)
    {
        const auto found = std::ranges::find_if(asks_, [&](const Entry& entry) {
            return entry.ask.what == ScriptAsk::What::Step && entry.ask.track == track
                && entry.ask.key == key;
        });
        if (found != asks_.end())
            asks_.erase(found);
    }
    /// The first `number` asks are dealt with.
    void done(std::uint64_t number)
    {
        while (!asks_.empty() && asks_.front().number <= number)
            asks_.pop_front();
    }
    /// Takes out the ask of this number: it is not to be tried again. Nothing: it has been answered.
    [[nodiscard]] std::optional<ScriptAsk> take(std::uint64_t number)
    {
        const auto found = std::ranges::find(asks_, number, &Entry::number);
        if (found == asks_.end())
            return std::nullopt;
        const ScriptAsk ask = found->ask;
        asks_.erase(found);
        return ask;
    }
    /// All that are not over at `now`, in order; there are none after that.
    [[nodiscard]] std::vector<ScriptAsk> takeFrom(TimePoint now)
    {
        std::vector<ScriptAsk> due;
        for (const Entry& entry : std::exchange(asks_, {})) {
            if (entry.ask.time > now)
                due.push_back(entry.ask);
        }
        return due;
    }
    [[nodiscard]] bool empty() const noexcept { return asks_.empty(); }

private:
    struct Entry {
        std::uint64_t number = 0;
        ScriptAsk ask;
    };
    std::deque<Entry> asks_;
};

}  // namespace clave
