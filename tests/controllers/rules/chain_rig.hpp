#pragma once

#include "controllers/midi/event_stream.hpp"
#include "controllers/rules/chain_engine.hpp"
#include "controllers/rules/rule_text.hpp"

#include "tests/controllers/vectors.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace clave::test {

/// A chain as written in a map.
inline RulesChain chainOf(std::string name, const std::vector<std::string>& rules)
{
    auto chain = parseChain(std::move(name), rules);
    REQUIRE_MESSAGE(chain.has_value(), (chain ? std::string() : chain.error().message));
    return *std::move(chain);
}

/// Bytes in, names of chains that fire out: "FILTER(64)".
class ChainRig {
public:
    explicit ChainRig(std::vector<RulesChain> chains) : engine(std::move(chains)) {}

    /// What fires when these bytes come at this millisecond.
    std::vector<std::string> at(int ms, const std::string& hex)
    {
        fired_.clear();
        stream_.feed(bytesOfHex(hex), time(ms),
            [&](const SurfaceEvent& event) { consumed = engine.feed(event, tell_).consumed; });
        return fired_;
    }
    /// The same, a millisecond after the last.
    std::vector<std::string> next(const std::string& hex) { return at(++now_, hex); }
    std::vector<std::string> advance(int ms)
    {
        fired_.clear();
        engine.advance(time(ms), tell_);
        return fired_;
    }
    ChainRig(const ChainRig&) = delete;
    ChainRig& operator=(const ChainRig&) = delete;

    [[nodiscard]] std::vector<std::string> waits(int ms) const
    {
        std::vector<std::string> texts;
        for (const auto& wait : engine.waitsFor(time(ms)))
            texts.push_back(wait.text);
        return texts;
    }

    ChainEngine engine;
    bool consumed = false;

private:
    static TimePoint time(int ms) { return TimePoint {std::chrono::milliseconds {ms}}; }
    EventStream stream_;
    std::vector<std::string> fired_;
    std::function<void(std::size_t, std::span<const std::uint16_t>)> tell_ =
        [this](std::size_t chain, std::span<const std::uint16_t> captures) {
            const std::string values = captures.empty() ? "" : fmt::format("({})", fmt::join(captures, ","));
            fired_.push_back(engine.chains()[chain].name + values);
        };
    int now_ = 0;
};

}  // namespace clave::test
