#include "app/ports/left_behind.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace clave {
namespace {
class LeftBehind {
public:
    LeftBehind() = default;
    LeftBehind(const LeftBehind&) = delete;
    LeftBehind& operator=(const LeftBehind&) = delete;
    LeftBehind(LeftBehind&&) = delete;
    LeftBehind& operator=(LeftBehind&&) = delete;
    ~LeftBehind()
    {
        forgetReturned();
        for (auto& one : threads_)
            (void)one.thread.release();  // its destructor would wait, and the process is ending
    }

    void keep(FinishLine end, std::unique_ptr<RealtimeThread> thread)
    {
        const std::lock_guard lock {mutex_};
        forgetReturned();
        threads_.push_back({std::move(end), std::move(thread)});
    }

private:
    struct One {
        FinishLine end;
        std::unique_ptr<RealtimeThread> thread;
    };
    void forgetReturned()
    {
        std::erase_if(threads_, [](const One& one) { return one.end.waitFor(Nanoseconds {0}); });
    }

    std::mutex mutex_;
    std::vector<One> threads_;
};
}  // namespace

void leaveBehind(FinishLine end, std::unique_ptr<RealtimeThread> thread)
{
    static LeftBehind all;
    all.keep(std::move(end), std::move(thread));
}

}  // namespace clave
