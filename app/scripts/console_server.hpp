#pragma once

#include "app/scripts/script_talk.hpp"
#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace clave {

/// Lets consoles in: a socket on which a line of JSON is a question, and a line back its answer, in order.
///
/// Only its user's processes get in. A thread of its own; whoever floods it, or goes away, costs nobody else
/// anything. Thread-safe: no, but for the answers. Realtime-safe: no.
class ConsoleServer {
public:
    /// Who answers. `onReply` may be called on any thread, also after the server has gone.
    struct Asks {
        std::function<void(const std::string& script, std::string text, ScriptTalk::OnReply onReply)>
            evaluate;
        std::function<void(
            const std::string& script, std::string text, std::size_t cursor, ScriptTalk::OnReply onReply)>
            words;
    };
    static constexpr std::size_t kMostClients = 8;
    static constexpr std::size_t kMostLine = std::size_t {1} << 20U;

    /// Fails, with a sentence, when there can be no socket of that name.
    [[nodiscard]] static Result<std::unique_ptr<ConsoleServer>> open(std::string socket, Asks asks);
    ~ConsoleServer();
    ConsoleServer(const ConsoleServer&) = delete;
    ConsoleServer& operator=(const ConsoleServer&) = delete;
    ConsoleServer(ConsoleServer&&) = delete;
    ConsoleServer& operator=(ConsoleServer&&) = delete;

private:
    struct Mail;
    struct Client {
        int socket = -1;
        std::string in;
        std::string out;
        bool isWaiting = false;  ///< for an answer: the next question is not looked at before
    };

    ConsoleServer(std::string socket, int listening, Asks asks);
    void run();
    void letIn();
    /// False: it is the end.
    [[nodiscard]] bool takeAnswers();
    /// False when it has gone, or misbehaves.
    bool serve(std::uint64_t id, Client& client, short events);
    void ask(std::uint64_t id, Client& client, std::string_view line);

    std::string name_;
    int listening_;
    Asks asks_;
    std::shared_ptr<Mail> mail_;
    std::map<std::uint64_t, Client> clients_;
    std::uint64_t ids_ = 0;
    std::thread thread_;
};

/// An answer as a line, without its end.
[[nodiscard]] std::string answerLine(const ScriptReply& reply);

}  // namespace clave
