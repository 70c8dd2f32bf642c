#include "controllers/midi/event_stream.hpp"
#include "controllers/midi/event_text.hpp"
#include "controllers/rules/chain_engine.hpp"
#include "controllers/rules/rule_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// A rule a line, a chain a paragraph; what is no rule is left out.
std::vector<clave::RulesChain> chainsOf(std::string_view text)
{
    std::vector<clave::RulesChain> chains(1);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        clave::RulesChain& chain = chains.back();
        if (line.empty() && !chain.rules.empty()) {
            chain.overlap = chain.rules.size() % 2 == 0;
            chain.defer = chain.rules.size() % 3 == 1;
            chain.gap = static_cast<clave::RulesChain::Gap>(chain.rules.size() % 3);
            chains.emplace_back();
        } else if (auto rule = clave::parseRule(line, chain.captures)) {
            chain.rules.push_back(*std::move(rule));
        }
    }
    return chains;
}

/// Everything that the bytes said and did, when they come in pieces of this size.
std::vector<std::size_t> played(
    const std::vector<clave::RulesChain>& chains, std::span<const std::uint8_t> bytes, std::size_t piece)
{
    clave::ChainEngine engine(chains);
    clave::EventStream stream;
    stream.declarePair(1, 7);
    std::vector<std::size_t> log;
    const auto fire = [&](std::size_t chain, std::span<const std::uint16_t> captures) {
        log.push_back(chain);
        log.insert(log.end(), captures.begin(), captures.end());
    };
    std::size_t events = 0;
    while (!bytes.empty()) {
        const std::size_t size = std::min(piece, bytes.size());
        stream.feed(bytes.first(size), {}, [&](clave::SurfaceEvent event) {
            event.time += std::chrono::milliseconds {20} * ++events;
            if (event.channel > 16 || event.value > 16383 || clave::describe(event).empty())
                std::abort();
            engine.feed(event, fire);
            log.push_back(engine.waitsFor(event.time).size());
        });
        bytes = bytes.subspan(size);
    }
    engine.advance(clave::TimePoint::max(), fire);
    return log;
}
}  // namespace

/// Text of rules up to a byte FF, then what a controller sends: the same events and the same chains fire
/// however the bytes are cut. Seeds: tests/fuzz/controller_input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::string_view text = all.substr(0, all.find('\xff'));
    const auto chains = chainsOf(text);
    const std::span bytes = std::span(data, size).subspan(std::min(text.size() + 1, size));
    if (played(chains, bytes, bytes.size()) != played(chains, bytes, 1))
        std::abort();
    return 0;
}
