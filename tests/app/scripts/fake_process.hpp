#pragma once

#include "app/scripts/script_process.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clave::test {

/// A scripts' process that says what a test lets it say, and keeps what it is told.
class FakeProcess final : public ScriptProcess {
public:
    struct Text {
        std::string kind;
        std::string json;
    };

    void start() override { hasStarted = true; }
    bool trySend(const ScriptAsk& ask) override
    {
        order.emplace_back("ask");
        asks.push_back(ask);
        return true;
    }
    void send(std::string_view kind, std::string json) override
    {
        order.emplace_back(kind);
        texts.push_back({std::string(kind), std::move(json)});
    }
    void poll(ScriptSink& sink) override
    {
        for (; !says.empty(); says.pop_front())
            sink.onText(says.front().kind, says.front().json);
        for (; !answers.empty(); answers.pop_front())
            sink.onAnswer(answers.front());
    }
    int waitable() const noexcept override { return -1; }
    ScriptHostReport report() const override { return state; }

    /// The texts of a kind, oldest first.
    [[nodiscard]] std::vector<std::string> told(std::string_view kind) const
    {
        std::vector<std::string> found;
        for (const Text& text : texts) {
            if (text.kind == kind)
                found.push_back(text.json);
        }
        return found;
    }
    [[nodiscard]] std::size_t count(std::string_view kind) const { return told(kind).size(); }
    [[nodiscard]] std::string last(std::string_view kind) const
    {
        const auto found = told(kind);
        return found.empty() ? "" : found.back();
    }

    bool hasStarted = false;
    ScriptHostReport state {true, true, 1, "3.11.2", {}, 0, {}, {}, 0};
    std::vector<ScriptAsk> asks;
    std::vector<Text> texts;
    std::vector<std::string> order;  ///< kinds of all that was sent
    std::deque<Text> says;
    std::deque<ScriptAnswer> answers;
};

}  // namespace clave::test
