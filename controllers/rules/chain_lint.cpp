#include "controllers/rules/chain_tables.hpp"
#include "controllers/rules/rule_text.hpp"

#include <fmt/format.h>

namespace clave {

std::vector<std::string> lintChains(std::span<const RulesChain> chains)
{
    std::vector<std::string> found;
    if (chains.size() > ChainTables::kMostChains)
        found.push_back(fmt::format("there are {} chains; those after the first {} never fire", chains.size(),
            ChainTables::kMostChains));
    for (std::size_t a = 0; a < chains.size(); ++a) {
        bool begins = false;
        for (std::size_t b = 0; b < chains.size(); ++b) {
            if (a < b && isSameAs(chains[a], chains[b]))
                found.push_back(fmt::format("{} and {} have the same rules", chains[a].name, chains[b].name));
            if (!isBeginning(chains[a], chains[b]))
                continue;
            begins = true;
            if (!chains[a].defer)
                found.push_back(
                    fmt::format("{} fires on the way to {}, which begins with it; if it is to wait for it, "
                                "write defer = true",
                        chains[a].name, chains[b].name));
        }
        if (chains[a].defer && !begins)
            found.push_back(fmt::format(
                "{} has defer = true, but no longer chain begins with its rules", chains[a].name));
    }
    return found;
}

}  // namespace clave
