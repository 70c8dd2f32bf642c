#include "app/net/osc_book.hpp"
#include "app/net/osc_news.hpp"
#include "core/engine/command_json.hpp"
#include "core/engine/song_edit.hpp"
#include "core/io/json_tree.hpp"
#include "core/io/song_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace clave {
namespace {
constexpr double kLeaseSeconds = 60.0;
constexpr RealRange kLease {1.0, 3600.0};

Result<void> subscribe(OscAsk& ask)
{
    double seconds = kLeaseSeconds;
    std::vector<std::string> kinds;
    for (std::size_t i = 0; i < ask.message.values.size(); ++i) {
        if (const auto* const kind = std::get_if<std::string>(&ask.message.values[i])) {
            if (!isOscNews(*kind))
                return fail(unknownOscNews(*kind));
            kinds.push_back(*kind);
            continue;
        }
        const auto number = ask.number(kLease, i);
        if (!number)
            return tl::unexpected(number.error());
        seconds = *number;
    }
    ask.doer.subscribe(seconds, kinds);
    ask.doer.reply({"/clave/subscribed", {seconds}});
    return {};
}

/// What the command would do is tried first, so that whoever sent it is told what is wrong.
Result<void> doCommand(OscAsk& ask)
{
    return ask.text().and_then([&](const std::string& json) {
        return readCommand(json, &ask.song()).and_then([&](CommandWhat what) -> Result<void> {
            if (changesSong(what)) {
                if (auto tried = editedSong(ask.doer.snapshot().song, what); !tried)
                    return tl::unexpected(tried.error());
            }
            return ask.send(std::move(what));
        });
    });
}

Result<void> turnOrPress(OscAsk& ask)
{
    if (ask.message.values.empty())
        return ask.doer.press(ask.script, ask.name);
    return ask.number().and_then([&](double value) { return ask.doer.knob(ask.script, ask.name, value); });
}

constexpr OscRow kRows[] = {
    {"/clave/subscribe", "[seconds] [kinds]",
        "news for so long (60), renewed by asking again: `step`, `beat`, `transport`, `tempo`, `scene`, "
        "`mute`, "
        "`song`, `script`; without kinds all. Answers `/clave/subscribed` seconds",
        subscribe},
    {"/clave/reply_to", "port", "answers and news go to this port of the same machine",
        [](OscAsk& ask) {
            return ask.number({1, UINT16_MAX}).map([&](double port) {
                ask.doer.replyTo(static_cast<std::uint16_t>(port));
            });
        }},
    {"/clave/unsubscribe", "", "no more news",
        [](OscAsk& ask) {
            ask.doer.unsubscribe();
            return Result<void> {};
        }},
    {"/clave/script/{script}/{name}", "[value]",
        "turns a script's knob, of a choice by the number of its word from 0; without a value presses its "
        "button",
        turnOrPress},
    {"/clave/call/{name}", "values", "calls what scripts have under this name",
        [](OscAsk& ask) { return ask.doer.call(ask.name, ask.message.values); }},
    {"/clave/do", "JSON", "any command, see `core/engine/COMMANDS.md`", doCommand},
};
}  // namespace

std::span<const OscRow> oscTalkRows()
{
    return kRows;
}

}  // namespace clave
