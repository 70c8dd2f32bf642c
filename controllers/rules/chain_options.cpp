#include "controllers/rules/chain_options.hpp"

#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace clave {
namespace {
constexpr std::array<std::string_view, 9> kNames {
    "within_ms", "gap_ms", "priority", "gap", "consume", "across", "overlap", "defer", "exclusive"};
constexpr std::array<std::string_view, 3> kGaps {"alphabet", "channel", "strict"};
constexpr double kMostMs = 60000;
constexpr double kMostPriority = 100;

Result<int> wholeOf(std::string_view name, const ChainOptionValue& value, double least, double most)
{
    const auto* const number = std::get_if<double>(&value);
    if (number == nullptr || *number != std::floor(*number) || *number < least || *number > most)
        return fail(fmt::format("{} is a whole number from {} to {}", name, least, most));
    return static_cast<int>(*number);
}

Result<void> setMs(std::uint32_t& ms, std::string_view name, const ChainOptionValue& value)
{
    return wholeOf(name, value, 0, kMostMs).map([&](int number) { ms = static_cast<std::uint32_t>(number); });
}

Result<void> setFlag(bool& flag, std::string_view name, const ChainOptionValue& value)
{
    const auto* const given = std::get_if<bool>(&value);
    if (given == nullptr)
        return fail(fmt::format("{} is true or false", name));
    flag = *given;
    return {};
}

Result<void> setGap(RulesChain& chain, const ChainOptionValue& value)
{
    const auto* const word = std::get_if<std::string>(&value);
    const auto* const found = word == nullptr ? kGaps.end() : std::ranges::find(kGaps, *word);
    if (found == kGaps.end())
        return fail(R"(gap is "alphabet", "channel" or "strict")");
    chain.gap = static_cast<RulesChain::Gap>(found - kGaps.begin());
    return {};
}
}  // namespace

Result<void> setChainOption(RulesChain& chain, std::string_view name, const ChainOptionValue& value)
{
    if (name == "within_ms")
        return setMs(chain.withinMs, name, value);
    if (name == "gap_ms")
        return setMs(chain.gapMs, name, value);
    if (name == "priority")
        return wholeOf(name, value, -kMostPriority, kMostPriority).map([&](int number) {
            chain.priority = number;
        });
    if (name == "gap")
        return setGap(chain, value);
    if (name == "consume") {
        if (const auto* const word = std::get_if<std::string>(&value); word == nullptr || *word != "last")
            return fail(R"(consume is "last", or left out)");
        chain.consumeLast = true;
        return {};
    }
    if (name == "across")
        return setFlag(chain.across, name, value);
    if (name == "overlap")
        return setFlag(chain.overlap, name, value);
    if (name == "defer")
        return setFlag(chain.defer, name, value);
    if (name == "exclusive")
        return setFlag(chain.exclusive, name, value);
    const std::string_view meant = closest(name, kNames);
    return fail(meant.empty() ? fmt::format("a chain has no option {}", name)
                              : fmt::format("a chain has no option {}; did you mean {}?", name, meant));
}

}  // namespace clave
