#include "app/cli/plain_player.hpp"

#include "app/cli/plain_line.hpp"
#include "app/scripts/script_face.hpp"
#include "app/stopping.hpp"
#include "app/surfaces/surface_desk.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

namespace clave {
namespace {
constexpr int kLookMs = 10;

enum class Written { Yes, NoRoom, NobodyReads };

// A pipe whose reader sleeps would hold up this thread, and with it the answer to signals.
Written tryWrite(const std::string& line)
{
    pollfd wanted {STDOUT_FILENO, POLLOUT, 0};
    if (poll(&wanted, 1, 0) <= 0)
        return Written::NoRoom;
    if ((wanted.revents & POLLERR) != 0)
        return Written::NobodyReads;
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0 && errno == EPIPE)
        return Written::NobodyReads;
    return Written::Yes;
}

/// Says each bar once, and trouble as soon as it comes.
class Teller {
public:
    Teller(Engine& engine, NewsSources sources)
        : engine_(engine)
        , sources_(sources)
        , trouble_(troubleIn(engine.outputReports()))  // told already, before playing began
    {
    }

    Written tell(const ClockStatus& status)
    {
        const bool isNewBar =
            status.playing && !status.countingIn && status.scene >= 0 && (!told_ || *told_ != status.bar);
        if (!isNewBar && ++looks_ % kLooksBetween != 0)
            return Written::Yes;
        const auto reports = engine_.outputReports();
        std::string text;
        if (isNewBar) {
            told_ = status.bar;
            text = plainLine(*engine_.song(), status, reports) + "\n";
        }
        if (auto trouble = troubleIn(reports); trouble != trouble_) {
            trouble_ = std::move(trouble);
            text += trouble_.empty() ? "All outputs play again.\n" : trouble_ + "\n";
        }
        for (const auto& news :
            sources_.surfaces != nullptr ? sources_.surfaces->takeNews() : std::vector<std::string> {})
            text += news + "\n";
        for (const auto& news :
            sources_.scripts != nullptr ? sources_.scripts->takeNews() : std::vector<std::string> {})
            text += news + "\n";
        for (const auto& refusal : engine_.takeRefusals())
            text += refusal + "\n";
        text += printed();
        return text.empty() ? Written::Yes : tryWrite(text);
    }

private:
    static constexpr std::uint32_t kLooksBetween = 10;  // trouble is told within a tenth of a second

    /// What scripts have printed since the last look.
    std::string printed()
    {
        std::string text;
        if (sources_.scripts == nullptr)
            return text;
        const auto view = sources_.scripts->views();
        for (const ScriptLogLine& line : view->log) {
            if (line.number > printed_ && !line.isError)
                text += line.script + (line.script.empty() ? "" : ": ") + line.text + "\n";
        }
        if (!view->log.empty())
            printed_ = view->log.back().number;
        return text;
    }

    static std::string troubleIn(const std::vector<OutputReport>& reports)
    {
        std::string all;
        for (const auto& report : reports)
            all += (all.empty() || report.trouble.empty() ? "" : " ") + report.trouble;
        return all;
    }

    Engine& engine_;
    NewsSources sources_;
    std::string trouble_;
    std::optional<std::uint32_t> told_;
    std::uint32_t looks_ = 0;
    std::uint64_t printed_ = 0;  ///< number of the last line of scripts' log that was told
};
}  // namespace

std::optional<int> playPlainly(Engine& engine, CommandSender& sender, Signals& signals, NewsSources sources)
{
    Teller teller {engine, sources};
    for (;;) {
        const auto signal = signals.wait(kLookMs);
        if (signal && *signal == SIGTSTP)
            pauseAndSuspend(engine, sender);
        else if (signal && *signal != SIGWINCH)
            return signal;
        const auto status = engine.status();
        if (teller.tell(status) == Written::NobodyReads)
            return SIGPIPE;
        if (status.ended) {
            stopAndWait(engine, sender);
            return std::nullopt;
        }
    }
}

}  // namespace clave
