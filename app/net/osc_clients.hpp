#pragma once

#include "app/net/osc_socket.hpp"
#include "core/engine/command_sender.hpp"
#include "core/model/track.hpp"
#include "core/time/time_point.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clave {

/// A program on the network that sent something.
struct OscClient {
    OscAddress address;
    OscAddress answers;  ///< where answers and news go
    TimePoint seen {};  ///< when it last sent something
    std::shared_ptr<CommandSender> sender;

    TimePoint changed {};  ///< when it last sent a command
    std::uint64_t gesture = 0;

    TimePoint newsUntil {};
    std::vector<std::string> newsKinds;  ///< empty: all
    bool isNew = false;  ///< it has not been told yet how things are

    TimePoint errorsFrom {};
    int errors = 0;  ///< told since then

    /// Tracks that it has changed and that may not be in the song yet, by id.
    struct Draft {
        Track track;
        TimePoint time {};
    };
    std::map<std::uint32_t, Draft> drafts;

    [[nodiscard]] bool wantsNews(TimePoint now) const noexcept { return now < newsUntil; }
    [[nodiscard]] bool wantsNews(std::string_view kind) const;
    /// The gesture of a command that is sent now: what comes without a pause is one step of undo.
    [[nodiscard]] std::uint64_t gestureAt(TimePoint now);
    /// A fault may be told: not more than 20 a second, so that nobody can be flooded by way of us.
    [[nodiscard]] bool mayTellError(TimePoint now);
};

/// The programs that sent something lately, a bounded number. Each has a way in of its own, so that undo
/// tells them apart; when there are too many, those that have been quiet lose theirs. Thread-safe: no.
class OscClients {
public:
    static constexpr std::size_t kMost = 64;
    static constexpr std::size_t kMostSenders = 8;
    static constexpr Nanoseconds kNewSender =
        std::chrono::seconds {1};  ///< between two, beyond the first ones
    using MakeSender = std::function<std::unique_ptr<CommandSender>(std::string source)>;

    explicit OscClients(MakeSender makeSender);

    /// The one at this address, new if need be; with a sender.
    OscClient& at(OscAddress address, TimePoint now);
    /// \param gone where nobody takes answers any more.
    void forget(OscAddress gone);
    /// Those who want news now; who has let the time run out gets none.
    [[nodiscard]] std::vector<OscClient*> subscribers(TimePoint now);

private:
    void giveSender(OscClient& client, TimePoint now);
    [[nodiscard]] bool mayMakeSender(TimePoint now);

    MakeSender makeSender_;
    std::shared_ptr<CommandSender> common_;  ///< of those that find no room for one of their own
    std::size_t mayMake_ = kMostSenders;
    TimePoint made_ {};
    std::list<OscClient> clients_;  ///< the newest first
};

}  // namespace clave
