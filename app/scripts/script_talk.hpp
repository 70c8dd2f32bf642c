#pragma once

#include "app/scripts/json_view.hpp"
#include "app/scripts/script_entry.hpp"
#include "app/scripts/scripts_view.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// What scripts answered to something that was typed.
struct ScriptReply {
    bool isOk = true;
    bool wantsMore = false;  ///< what was typed is not whole yet
    std::string text;  ///< for a person; may be empty
    std::string value = "null";  ///< JSON on one line; of a completion the list of words
    std::size_t start = 0;  ///< of a completion: the byte that the words begin at
};

/// What is said between a person and the scripts: their log, the console, completion.
/// Thread-safe: no. Realtime-safe: no.
class ScriptTalk {
public:
    using OnReply = std::function<void(const ScriptReply&)>;

    void log(std::string script, std::string_view text, bool isError = false);

    /// Asks the scripts' process to run a text. \param onReply may be empty; with one the console of the
    /// window does not show it.
    void evaluate(std::uint64_t id, const std::string& script, const std::string& text, OnReply onReply,
        const TellScripts& tell);
    void complete(std::uint64_t id, const std::string& script, const std::string& text, std::size_t cursor,
        OnReply onReply, const TellScripts& tell);
    /// A change that was typed cannot be: the answer says so, which comes next. False: nobody waits for one.
    [[nodiscard]] bool refuse(const std::string& sentence);
    void hear(const JsonView& said);
    /// The process has ended: who waits is told so.
    void giveUp(const std::string& why);

    void show(ScriptsView& view) const;

private:
    struct Open {
        OnReply onReply;
        bool isCompletion = false;
    };

    void answer(std::uint64_t id, const ScriptReply& reply, const JsonView& said);

    std::vector<ScriptLogLine> log_;
    std::uint64_t lines_ = 0;
    std::vector<ConsoleEntry> console_;
    CompletionView completion_;
    std::map<std::uint64_t, Open> open_;
    std::string refused_;  ///< of the text that is answered next
};

}  // namespace clave
