#include "app/scripts/script_checks.hpp"

#include "controllers/device/light_color.hpp"
#include "controllers/rules/chain_options.hpp"
#include "controllers/rules/rule_text.hpp"
#include "controllers/surface/guest.hpp"

#include <utility>
#include <vector>

namespace clave {
namespace {
ChainOptionValue optionIn(const JsonView& value)
{
    if (value.isNumber())
        return value.real();
    if (value.isText())
        return value.text();
    return value.flag();
}

template <typename Value>
std::string faultOf(const Result<Value>& read)
{
    return read ? std::string {} : read.error().message;
}
}  // namespace

Result<RulesChain> chainIn(const JsonView& said)
{
    std::vector<std::string> rules;
    said["rules"].forEach([&](const JsonView& rule) { rules.push_back(rule.text()); });
    auto chain = parseChain(said["name"].text(), rules);
    if (!chain)
        return chain;
    Result<void> done;
    said["options"].forEach([&](const JsonView& option) {
        if (done)
            done = setChainOption(*chain, option.key(), optionIn(option));
    });
    if (!done)
        return tl::unexpected {done.error()};
    return chain;
}

std::string scriptCheck(std::string_view kind, std::string_view json)
{
    const JsonTree tree = JsonTree::parse(json);
    const JsonView said(tree);
    if (kind == "chain")
        return faultOf(chainIn(said));
    if (kind == "controls")
        return faultOf(checkControlsMeant(said["text"].text()));
    if (kind == "color")
        return faultOf(parseHue(said["text"].text()));
    return {};
}

}  // namespace clave
