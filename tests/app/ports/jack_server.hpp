#pragma once

#include <sys/types.h>

#include <string>

namespace clave::test {

/// A JACK server of a test's own, on the dummy driver, under a name that no one else has. Ended with the
/// object. Sets JACK_DEFAULT_SERVER, so that every client of this process finds it and no other.
class JackServer {
public:
    JackServer();
    ~JackServer();
    JackServer(const JackServer&) = delete;
    JackServer& operator=(const JackServer&) = delete;
    JackServer(JackServer&&) = delete;
    JackServer& operator=(JackServer&&) = delete;

    /// Empty when it runs; else why it does not, for test::skip().
    [[nodiscard]] const std::string& trouble() const noexcept { return trouble_; }

    /// SIGSTOP, SIGCONT, SIGKILL.
    void signal(int number);
    /// Ends it and starts one of the same name.
    void restart();

private:
    void start();
    void end();

    std::string name_;
    std::string trouble_;
    pid_t process_ = 0;
    bool wasKilled_ = false;
};

}  // namespace clave::test
