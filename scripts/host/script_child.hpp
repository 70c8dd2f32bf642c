#pragma once

#include "core/time/steady_clock.hpp"
#include "scripts/host/file_handle.hpp"
#include "scripts/host/interpreter.hpp"
#include "scripts/host/script_channel.hpp"
#include "scripts/host/script_host_entry.hpp"
#include "scripts/host/script_wire.hpp"
#include "scripts/host/watchdog.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

namespace clave {

/// The child's side: takes asks and texts from the ring and gives them to the interpreter, due steps before
/// anything that can wait. Lives as long as the process. All from the script thread.
class ScriptChild final : public InterpreterServices {
public:
    /// \param checkOf may be null
    ScriptChild(ScriptChannel channel, FileHandle wakeChild, FileHandle wakeParent, ScriptCheck checkOf);

    /// Starts the interpreter and says `ready`, or `failed` with a sentence.
    [[nodiscard]] bool start(Interpreter& python, const InterpreterConfig& config);
    [[noreturn]] void run(Interpreter& python);
    /// Says `failed`: there will be no scripts.
    void fail(const std::string& sentence);

    bool tryAnswer(const ScriptAnswer& answer) override;
    bool tryText(std::string_view kind, std::string_view json, std::size_t& from) override;
    void waitForRoom() override;
    void beginCall(
        std::string_view script, std::string_view hook, std::uint32_t track, bool isPatient) override;
    void endCall() override;
    [[nodiscard]] bool isOverBudget() const override;
    [[nodiscard]] double budgetMs() const override;
    [[nodiscard]] bool isForked() const override;
    [[nodiscard]] std::string check(std::string_view kind, std::string_view json) const override
    {
        return check_ != nullptr ? check_(kind, json) : std::string {};
    }
    [[nodiscard]] std::optional<Condition> condition(std::string_view text) const override;
    [[nodiscard]] std::optional<Retrig> retrig(std::string_view text) const override;
    [[nodiscard]] TimePoint now() const override { return clock_.now(); }

private:
    using Item = std::variant<ScriptAsk, WireText>;

    void receive();
    void handle(Interpreter& python, const Item& item);
    void sayDone();
    void wakeParent() noexcept;
    void wait(Interpreter& python);
    /// Ends the process if the calls since the last look, which are of one script, closed what it does not
    /// know.
    void lookAtFiles();
    void say(std::string_view kind, std::string_view json);

    SteadyClock clock_;
    ScriptCheck check_;
    ScriptChannel channel_;
    CallGuard& guard_;
    FileHandle wakeChild_;
    FileHandle wakeParent_;
    RingWriter up_;
    RingReader down_;
    Watchdog watchdog_;
    RingRecord record_;
    TextJoiner joiner_;
    std::deque<Item> due_;  ///< asks, and what the song is, in order
    std::deque<Item> work_;  ///< what waits until no step is due
    std::vector<std::byte> bytes_;
    std::uint64_t received_ = 0;
    WireDone done_;
    WireDone said_;
    bool hasNews_ = false;  ///< something was said that the parent wants to know now
    std::uint64_t calls_ = 0;
    std::uint64_t looked_ = 0;  ///< calls_ at the last lookAtFiles()
    int depth_ = 0;
    std::int64_t budgetNs_ = 0;  ///< of calls within the item under way
};

}  // namespace clave
