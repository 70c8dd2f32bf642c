#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace clave::bench {

/// A program of our own that ends with the object, and with us, however that comes about. It reads nothing
/// and what it prints is dropped, but for its errors. Make it on the main thread: the kernel ends it with the
/// thread that made it.
class ChildProcess {
public:
    /// \param errorFile where its standard error goes; empty: nowhere.
    explicit ChildProcess(std::vector<std::string> words, const std::string& errorFile = {});
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ChildProcess(ChildProcess&&) = delete;
    ChildProcess& operator=(ChildProcess&&) = delete;

    static constexpr int kNotRun = 127;  ///< its status when there is no such program

    /// Nothing while it runs; then its status, or -1 when a signal ended it.
    [[nodiscard]] std::optional<int> status();
    /// Asks it to end; kills it when it has not within 3 s.
    void end();

private:
    pid_t pid_ = -1;
    std::optional<int> status_;
};

}  // namespace clave::bench
