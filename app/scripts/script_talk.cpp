#include "app/scripts/script_talk.hpp"

#include "core/io/json_value.hpp"

#include <algorithm>
#include <utility>

namespace clave {
namespace {
constexpr std::size_t kMostLine = 2000;  ///< bytes of a line of the log
constexpr std::size_t kMostAnswer = std::size_t {64} << 10U;
constexpr std::size_t kMostWords = 200;

/// Cut between characters.
std::string shortened(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return std::string(text.substr(0, most)) + " …";
}

template <typename Item>
void keepLast(std::vector<Item>& items, std::size_t most)
{
    if (items.size() > most)
        items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(most));
}

JsonOut question(std::uint64_t id, const std::string& script, const std::string& text)
{
    JsonOut out = JsonOut::object();
    out.add("id", JsonOut::whole(id));
    out.add("script", script.empty() ? JsonOut::null() : JsonOut::text(script));
    out.add("text", JsonOut::text(text));
    return out;
}
}  // namespace

void ScriptTalk::log(std::string script, std::string_view text, bool isError)
{
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        log_.push_back({++lines_, script, shortened(text.substr(start, end - start), kMostLine), isError});
        start = end + 1;
    }
    keepLast(log_, ScriptsView::kMostLog);
}

void ScriptTalk::evaluate(std::uint64_t id, const std::string& script, const std::string& text,
    OnReply onReply, const TellScripts& tell)
{
    if (!onReply) {
        console_.push_back({id, script, text, {}, false, true});
        keepLast(console_, ScriptsView::kMostConsole);
    }
    open_[id] = {std::move(onReply), false};
    tell("eval", jsonLine(question(id, script, text)));
}

void ScriptTalk::complete(std::uint64_t id, const std::string& script, const std::string& text,
    std::size_t cursor, OnReply onReply, const TellScripts& tell)
{
    open_[id] = {std::move(onReply), true};
    JsonOut out = question(id, script, text);
    out.add("cursor", JsonOut::whole(cursor));
    tell("complete", jsonLine(out));
}

bool ScriptTalk::refuse(const std::string& sentence)
{
    const bool isAwaited =
        std::ranges::any_of(open_, [](const auto& one) { return !one.second.isCompletion; });
    if (isAwaited)
        refused_ += sentence + "\n";
    return isAwaited;
}

void ScriptTalk::hear(const JsonView& said)
{
    const auto id = static_cast<std::uint64_t>(std::max<std::int64_t>(said["id"].whole(), 0));
    const auto start = static_cast<std::size_t>(std::max<std::int64_t>(said["start"].whole(), 0));
    ScriptReply reply {
        said["ok"].flag(true), said["more"].flag(), said["text"].text(), said["value"].line(), start};
    if (!refused_.empty()) {
        reply.isOk = false;
        refused_.pop_back();
        reply.text += (reply.text.empty() ? "" : "\n") + std::exchange(refused_, {});
    }
    answer(id, reply, said);
}

void ScriptTalk::answer(std::uint64_t id, const ScriptReply& reply, const JsonView& said)
{
    const auto found = open_.find(id);
    if (found == open_.end())
        return;
    const Open open = std::move(found->second);
    open_.erase(found);
    if (open.onReply) {
        open.onReply(reply);
        return;
    }
    if (open.isCompletion) {
        completion_ = {id, {}, reply.start};
        said["value"].forEach([&](const JsonView& word) {
            if (completion_.words.size() < kMostWords)
                completion_.words.push_back(word.text());
        });
        return;
    }
    const auto entry = std::ranges::find(console_, id, &ConsoleEntry::id);
    if (entry == console_.end())
        return;
    entry->answer =
        reply.wantsMore ? "This is not whole: something is still open." : shortened(reply.text, kMostAnswer);
    entry->isDone = true;
    entry->isOk = reply.isOk;
}

void ScriptTalk::giveUp(const std::string& why)
{
    refused_.clear();
    while (!open_.empty())
        answer(open_.begin()->first, {false, false, why, "null", 0}, {});
}

void ScriptTalk::show(ScriptsView& view) const
{
    view.log = log_;
    view.console = console_;
    view.completion = completion_;
}

}  // namespace clave
