#pragma once

#include "app/scripts/script_talk.hpp"
#include "core/base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace clave {

/// The console's side of the socket: a question, and then its answer. Thread-safe: no. Realtime-safe: no.
class ConsoleTalk {
public:
    /// \param socket connected; closed at the end.
    explicit ConsoleTalk(int socket) : socket_(socket) {}
    ~ConsoleTalk();
    ConsoleTalk(const ConsoleTalk&) = delete;
    ConsoleTalk& operator=(const ConsoleTalk&) = delete;
    ConsoleTalk(ConsoleTalk&&) = delete;
    ConsoleTalk& operator=(ConsoleTalk&&) = delete;

    // Each waits for its answer. Fails when Clave ends meanwhile.
    [[nodiscard]] Result<ScriptReply> evaluate(std::string_view script, std::string_view text);
    /// \return the words as a JSON list in ScriptReply::value.
    [[nodiscard]] Result<ScriptReply> words(
        std::string_view script, std::string_view text, std::size_t cursor);

private:
    Result<ScriptReply> ask(std::string_view line);

    int socket_;
    std::string in_;
};

}  // namespace clave
