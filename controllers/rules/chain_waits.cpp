// What a chain that is complete waits for, and what one that has begun does.
#include "controllers/rules/chain_engine.hpp"
#include "controllers/rules/rule_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {

bool ChainEngine::fireCompleted(TimePoint now) noexcept
{
    bool consumed = false;
    for (const Firing& firing : completed_) {
        const RulesChain& chain = tables_.chains()[firing.chain];
        consumed = consumed || chain.consumeLast;
        if (chain.defer && longerCompleted(firing))
            continue;
        if (chain.defer && heldBack_.size() < kMostHeldBack && longerIsAlive(firing, now)) {
            heldBack_.push_back(firing);
            continue;
        }
        fired_.push_back(firing);
        if (chain.exclusive)
            break;
    }
    completed_.clear();
    return consumed;
}

void ChainEngine::settleHeldBack(TimePoint now) noexcept
{
    std::erase_if(heldBack_, [&](const Firing& firing) {
        if (longerCompleted(firing))
            return true;
        if (longerIsAlive(firing, now))
            return false;
        fired_.push_back(firing);
        return true;
    });
}

bool ChainEngine::longerCompleted(const Firing& firing) const noexcept
{
    const std::vector<std::uint16_t>& longer = tables_.plan(firing.chain).longer;
    return std::ranges::any_of(completed_, [&](const Firing& done) {
        const bool sameSource =
            done.channel == firing.channel || done.channel == kAnyChannel || firing.channel == kAnyChannel;
        return sameSource && done.first <= firing.first && std::ranges::count(longer, done.chain) != 0;
    });
}

bool ChainEngine::longerIsAlive(const Firing& firing, TimePoint now) const noexcept
{
    for (const std::size_t chain : tables_.plan(firing.chain).longer) {
        for (std::size_t channel = 0; channel < tables_.plan(chain).states(); ++channel) {
            for (std::size_t length = 1; length < tables_.plan(chain).length; ++length) {
                const Place place {chain, channel};
                if ((state(place).partial >> length & 1U) != 0
                    && seen(place, length - 1).serial == firing.first && isAlive(place, length, now))
                    return true;
            }
        }
    }
    return false;
}

bool ChainEngine::isAlive(Place place, std::size_t length, TimePoint now) const noexcept
{
    const bool unbroken = tables_.chains()[place.chain].gap == RulesChain::Gap::Alphabet
        || others(place) == state(place).others;
    return unbroken && inTime(place, length, 0, now);
}

std::vector<ChainEngine::Wait> ChainEngine::waitsFor(TimePoint now) const
{
    std::vector<Wait> waits;
    for (std::size_t chain = 0; chain < chains().size(); ++chain) {
        for (std::size_t channel = 0; channel < tables_.plan(chain).states(); ++channel) {
            const Place place {chain, channel};
            for (std::size_t length = tables_.plan(chain).length; length-- > 1;) {
                if ((state(place).partial >> length & 1U) == 0 || !isAlive(place, length, now))
                    continue;
                const Rule& next = chains()[chain].rules[length];
                const std::string text =
                    next.text.empty() ? ruleWords(next, chains()[chain].captures) : next.text;
                waits.push_back({chain, length, seen(place, 0).serial == serial_,
                    fmt::format("{} waits for {}", chains()[chain].name, text)});
                break;
            }
        }
    }
    return waits;
}

}  // namespace clave
