#include "app/command_line.h"

int main(int argc, char** argv) {
    return mlpp::app::run(argc, argv);
}
