#include "controllers/map/map_reading.hpp"
#include "controllers/rules/rule_text.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace clave {
namespace {
constexpr std::array<std::string_view, 3> kGaps {"alphabet", "channel", "strict"};
constexpr std::array<std::string_view, 1> kConsume {"last"};
constexpr Range kMilliseconds {0, 60000};

/// A number in quotes matches nothing that arrives: values are numbers.
bool areTexts(TomlFields& fields)
{
    const toml::node* const node = fields.get("rules");
    const auto* const list = node == nullptr ? nullptr : node->as_array();
    bool fine = list != nullptr && !list->empty();
    if (!fine)
        fields.fault("rules", "rules must be given: a list of messages, [\"cc 74 $v\", \"cc 27 0\"]");
    for (std::size_t i = 0; fine && i < list->size(); ++i)
        fine = list->get(i)->is_string();
    if (list != nullptr && !fine && !list->empty())
        fields.fault("rules", "rules holds what is no text; each rule is one text, \"cc 74 1..127\"");
    return fine;
}
}  // namespace

void MapReader::readChains(TomlFields& fields, Map& map)
{
    for (const toml::table* const table : fields.tables("chain")) {
        TomlFields each(*table, "[[chain]]", fields.faults());
        ChainBind bind;
        bind.line = static_cast<int>(table->source().begin.line);
        const std::string name = each.needed("name");
        std::vector<std::string> rules;
        if (areTexts(each))
            rules = each.texts("rules");
        if (!rules.empty()) {
            auto chain = parseChain(name, rules);
            if (chain)
                bind.chain = std::move(*chain);
            else
                each.fault("rules", chain.error().message);
        }
        RulesChain& chain = bind.chain;
        if (const auto gap = each.word("gap", kGaps))
            chain.gap = static_cast<RulesChain::Gap>(*gap);
        chain.withinMs = static_cast<std::uint32_t>(each.whole("within_ms", kMilliseconds).value_or(500));
        chain.gapMs = static_cast<std::uint32_t>(each.whole("gap_ms", kMilliseconds).value_or(0));
        chain.across = each.flag("across");
        chain.overlap = each.flag("overlap");
        chain.defer = each.flag("defer");
        chain.exclusive = each.flag("exclusive");
        chain.consumeLast = each.word("consume", kConsume).has_value();
        chain.priority = static_cast<int>(each.whole("priority", {-100, 100}).value_or(0));
        bind.layer = readLayerName(each);
        const ActionInfo* const action = readAction(each, bind.action);
        if (action != nullptr)
            bind.arguments = readArguments(each, *action, chain.captures);
        else if (bind.action.empty())
            each.fault("do must be given in [[chain]]: what it is for");
        if (action == nullptr)
            (void)each.has("args");
        each.done();
        map.chains.push_back(std::move(bind));
    }
}

}  // namespace clave
