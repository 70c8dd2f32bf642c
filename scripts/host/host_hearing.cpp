// What processes say.
#include "scripts/host/host_state.hpp"

#include <nlohmann/json.hpp>

#include <utility>
#include <variant>

namespace clave {
namespace {
constexpr VoiceId kOwnNotes = VoiceId {1} << 63U;  ///< the first name of scripts' own notes

std::string valueOf(const std::string& json, const char* key)
{
    const auto parsed = nlohmann::json::parse(json, nullptr, false);
    return parsed.is_object() ? parsed.value(key, std::string {}) : std::string {};
}
}  // namespace

void ScriptHost::State::hearWorker(ScriptSink& sink)
{
    HostProcess& process = *worker_.process;
    while (!worker_.isBroken) {
        auto said = process.take();
        if (std::holds_alternative<std::monostate>(said)) {
            if (process.expect())
                break;
            continue;
        }
        ++heard_;
        worker_.isBroken = std::holds_alternative<HostProcess::Broken>(said);
        if (const auto* const answer = std::get_if<ScriptAnswer>(&said)) {
            answerHeard(*answer, sink);
        } else if (auto* const text = std::get_if<WireText>(&said)) {
            hearWorkersText(*text, sink);
        } else if (const auto* const done = std::get_if<WireDone>(&said)) {
            done_ = *done;
            unanswered_.done(done->asks);
        }
    }
    tellOutput(process, sink);
}

void ScriptHost::State::answerHeard(ScriptAnswer answer, ScriptSink& sink)
{
    const bool isOfStep =
        answer.what == ScriptAnswer::What::AsWritten || answer.what == ScriptAnswer::What::Changed;
    if (isOfStep)
        unanswered_.answered(answer.track, answer.key);
    else
        answer.key = kOwnNotes | ++notes_;
    if (isOfStep && endedAt_)
        report_.lastRecovery = clock_.now() - *std::exchange(endedAt_, {});
    sink.onAnswer(answer);
}

void ScriptHost::State::hearWorkersText(WireText& text, ScriptSink& sink)
{
    if (hearOfProcess(worker_, text) && text.kind == "failed")
        return;
    memory_.noteHeard(text.kind, text.json);
    if (text.kind == "reply") {
        const auto reply = nlohmann::json::parse(text.json, nullptr, false);
        if (reply.is_object() && reply.contains("id"))
            std::erase(questions_, reply["id"]);
    }
    if (text.kind == "modules" && spare_.process != nullptr)
        spare_.process->push(text.kind, text.json);
    if (text.kind == "loaded" && endedAt_ && !memory_.start())
        report_.lastRecovery = clock_.now() - *std::exchange(endedAt_, {});
    sink.onText(text.kind, text.json);
}

bool ScriptHost::State::hearOfProcess(Place& place, const WireText& text)
{
    if (text.kind == "failed") {
        if (!worker_.isReady)
            report_.problem = valueOf(text.json, "message");
        return true;
    }
    if (text.kind != "ready")
        return false;
    place.isReady = true;
    stillborn_ = 0;
    report_.python = valueOf(text.json, "python");
    return true;
}

void ScriptHost::State::hearSpare()
{
    HostProcess& process = *spare_.process;
    while (!spare_.isBroken) {
        const auto said = process.take();
        if (std::holds_alternative<std::monostate>(said)) {
            if (process.expect())
                return;
            continue;
        }
        spare_.isBroken = std::holds_alternative<HostProcess::Broken>(said);
        // It has no scripts yet: all it says is that it is there.
        if (const auto* const text = std::get_if<WireText>(&said))
            static_cast<void>(hearOfProcess(spare_, *text));
    }
}

void ScriptHost::State::tellOutput(HostProcess& process, ScriptSink& sink)
{
    for (const std::string& line : process.output().takeLines()) {
        const nlohmann::json log {{"script", ""}, {"text", line}};
        sink.onText("log", log.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    }
}

}  // namespace clave
