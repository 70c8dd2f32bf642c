#include "core/rt/realtime_thread.hpp"

#include "tests/support/privileges.hpp"
#include "tests/support/skip.hpp"

#include <doctest/doctest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <optional>
#include <semaphore>
#include <string>
#include <vector>

using namespace clave;

namespace {

/// A broker that answers what it is told to, and remembers what it was asked.
class FakeBroker final : public RealtimeBroker {
public:
    struct Asked {
        pid_t tid;
        int priority;
    };

    Result<int> makeRealtime(pid_t tid, int priority) override
    {
        asked.push_back({tid, priority});
        return answer;
    }

    Result<int> answer = fail("the broker is out for lunch");
    std::vector<Asked> asked;
};

/// What a thread sees of itself, once its function runs.
struct Seen {
    std::string name;
    pid_t tid = 0;
    int policy = -1;
    int priority = -1;
    int slack = -1;
    bool termBlocked = false;
    bool intBlocked = false;
    bool segvBlocked = true;
};

Seen lookAtMyself()
{
    Seen seen;
    std::array<char, 16> name {};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    seen.name = name.data();
    seen.tid = gettid();
    seen.policy = sched_getscheduler(0);
    sched_param param {};
    sched_getparam(0, &param);
    seen.priority = param.sched_priority;
    seen.slack = prctl(PR_GET_TIMERSLACK, 0UL, 0UL, 0UL, 0UL);
    sigset_t blocked {};
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    seen.termBlocked = sigismember(&blocked, SIGTERM) == 1;
    seen.intBlocked = sigismember(&blocked, SIGINT) == 1;
    seen.segvBlocked = sigismember(&blocked, SIGSEGV) == 1;
    return seen;
}

/// An ordinary user on a machine that was never set up for music.
struct OrdinaryUser {
    test::WithoutCapability noNice {CAP_SYS_NICE};
    test::WithLimit noPriority {RLIMIT_RTPRIO, 0};
};

struct Outcome {
    RealtimeResult result;
    Seen seen;
};

Outcome runOnce(int priority, RealtimeBroker* broker)
{
    Outcome outcome;
    {
        RealtimeThread thread {
            {"clave-clock", priority, broker}, [&outcome] { outcome.seen = lookAtMyself(); }};
        outcome.result = thread.result();
    }
    return outcome;
}

bool oneSentence(const std::string& text)
{
    return !text.empty() && text.back() == '.' && text.find(". ") == std::string::npos
        && text.find('\n') == std::string::npos;
}

}  // namespace

TEST_SUITE("core/rt/realtime_thread")
{
    TEST_CASE("a real-time thread has its name, the finest timer and no signals, whatever it was granted")
    {
        std::optional<OrdinaryUser> ordinary;
        SUBCASE("as whoever runs the tests") {}
        SUBCASE("as an ordinary user")
        {
            ordinary.emplace();
        }
        const Outcome outcome = runOnce(kClockPriority, nullptr);
        CHECK(outcome.seen.name == "clave-clock");
        // Kernels since 6.10 show 0 for a real-time thread: it never had any slack.
        CHECK(outcome.seen.slack <= 1);
        CHECK(outcome.seen.slack >= 0);
        CHECK(outcome.seen.termBlocked);
        CHECK(outcome.seen.intBlocked);
        CHECK_FALSE(outcome.seen.segvBlocked);
        sigset_t mine {};
        pthread_sigmask(SIG_SETMASK, nullptr, &mine);
        CHECK(sigismember(&mine, SIGTERM) == 0);
    }

    TEST_CASE("where the kernel allows it, a thread runs first-in-first-out at the priority asked for")
    {
        const Outcome outcome = runOnce(kClockPriority, nullptr);
        if (outcome.result.grant == Grant::None) {
            return test::skip("no real-time scheduling is allowed here");
        }
        CHECK(outcome.result.grant == Grant::Fifo);
        CHECK(outcome.result.priority == kClockPriority);
        CHECK(outcome.result.sentence.empty());
        CHECK((outcome.seen.policy & ~SCHED_RESET_ON_FORK) == SCHED_FIFO);
        CHECK(outcome.seen.priority == kClockPriority);
    }

    TEST_CASE("the clock comes before its senders, and JACK before both")
    {
        constexpr int kJackClients = 65;
        CHECK(kSenderPriority < kClockPriority);
        CHECK(kClockPriority < kJackClients);
    }

    TEST_CASE("a broker is asked only when the kernel refuses, for the new thread and the same priority")
    {
        FakeBroker broker;
        broker.answer = 20;
        const OrdinaryUser ordinary;
        const Outcome outcome = runOnce(kClockPriority, &broker);
        REQUIRE(broker.asked.size() == 1);
        CHECK(broker.asked[0].tid == outcome.seen.tid);
        CHECK(broker.asked[0].tid != gettid());
        CHECK(broker.asked[0].priority == kClockPriority);
        CHECK(outcome.result.grant == Grant::RealtimeKit);
        CHECK(outcome.result.priority == 20);
        CHECK(outcome.result.sentence.empty());
    }

    TEST_CASE("a broker is left alone when the kernel grants")
    {
        FakeBroker broker;
        const Outcome outcome = runOnce(kClockPriority, &broker);
        if (outcome.result.grant == Grant::None) {
            return test::skip("no real-time scheduling is allowed here");
        }
        CHECK(broker.asked.empty());
    }

    TEST_CASE("when all refuse, the thread plays on and one sentence says why and what to do")
    {
        FakeBroker broker;
        const OrdinaryUser ordinary;
        const Outcome outcome = runOnce(kClockPriority, &broker);
        CHECK(outcome.result.grant == Grant::None);
        CHECK(outcome.result.priority == 0);
        CHECK((outcome.seen.policy & ~SCHED_RESET_ON_FORK) == SCHED_OTHER);
        const std::string& sentence = outcome.result.sentence;
        CAPTURE(sentence);
        CHECK(oneSentence(sentence));
        CHECK(sentence.find("limit is 0") != std::string::npos);
        CHECK(sentence.find("out for lunch") != std::string::npos);
        CHECK(sentence.find("longer look-ahead") != std::string::npos);
        CHECK(sentence.find("group audio") != std::string::npos);
    }

    TEST_CASE("a limit below the asked priority is used up to what it allows")
    {
        const test::WithoutCapability noNice {CAP_SYS_NICE};
        rlimit limit {};
        getrlimit(RLIMIT_RTPRIO, &limit);
        if (limit.rlim_max < 10 && geteuid() != 0) {
            return test::skip("the hard rtprio limit is below 10");
        }
        const test::WithLimit ten {RLIMIT_RTPRIO, 10};
        getrlimit(RLIMIT_RTPRIO, &limit);
        if (limit.rlim_cur != 10) {
            return test::skip("the rtprio limit cannot be raised here");
        }
        const Outcome outcome = runOnce(kClockPriority, nullptr);
        CHECK(outcome.result.grant == Grant::Fifo);
        CHECK(outcome.result.priority == 10);
        CHECK(outcome.seen.priority == 10);
    }

    TEST_CASE("a watchdog makes a stuck thread an ordinary one, also without privileges")
    {
        int after = -1;
        std::binary_semaphore dropped {0};
        Grant granted = Grant::None;
        {
            RealtimeThread thread {{"clave-sender", kSenderPriority, nullptr}, [&] {
                                       dropped.acquire();
                                       after = sched_getscheduler(0) & ~SCHED_RESET_ON_FORK;
                                   }};
            granted = thread.result().grant;
            const OrdinaryUser ordinary;
            thread.dropRealtime();
            dropped.release();
        }
        if (granted == Grant::None)
            return test::skip("no real-time scheduling is allowed here");
        CHECK(after == SCHED_OTHER);
    }
}
